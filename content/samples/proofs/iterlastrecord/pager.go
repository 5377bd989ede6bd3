// Package iterlastrecord compares a snapshot whose last record says that it is
// one with a snapshot whose records do not.
package iterlastrecord

import "context"

// record is a row; its position says whether the snapshot is done.
type record struct {
	row  string
	done bool
}

// pager reads a listing that cannot be continued after a restart.
type pager struct {
	fetch func(ctx context.Context, page int) ([]string, error)
	page  int
	rows  []string
	size  int // rows that the last page had
}

// more fetches if need be. Pages may be empty; nil is the end.
func (p *pager) more(ctx context.Context) (bool, error) {
	for len(p.rows) == 0 {
		rows, err := p.fetch(ctx, p.page)
		if err != nil || rows == nil {
			return false, err
		}
		p.rows, p.size = rows, len(rows)
		p.page++
	}
	return true, nil
}

func (p *pager) take() string {
	row := p.rows[0]
	p.rows = p.rows[1:]
	return row
}
