package cdcretentionhold

// #region good

// goodReleasable returns the place up to which the server may clean its log.
func (p *progress) goodReleasable() int {
	place := p.acked
	if p.acked >= p.delivered { // no record is open
		place = p.passed
	}
	return place
}

// #endregion good
