package cdcretentionhold

// #region bad

// badReleasable returns the place up to which the server may clean its log.
func (p *progress) badReleasable() int {
	place := p.acked
	return place
}

// #endregion bad
