package compliance

// shape is what a quick look at how a text is built needs.
type shape struct {
	it     Item
	rep    Report
	fields [1]Field
	sc     scratch
}

// misshapen reports whether structure finds something in a text alone: without
// facts, a market or a declared language.
func (c *Checker) misshapen(text string) bool {
	if text == "" {
		return false
	}
	q, ok := c.shapes.Get().(*shape)
	if !ok {
		q = &shape{}
	}
	q.fields[0].Text, q.it.Fields = text, q.fields[:]
	s := structural{c: c, rep: &q.rep, it: &q.it, sc: &q.sc, quick: true}
	var l look
	l.over(text)
	for _, surface := range [...]Surface{VideoCaption, ProductTitle, ProductDescription} { // the others are judged as one of these
		if q.fields[0].Surface = surface; len(q.rep.Findings) == 0 {
			s.built(0, &l)
		}
	}
	found := len(q.rep.Findings) > 0
	q.fields[0], q.rep = Field{}, Report{}
	c.shapes.Put(q)
	return found
}
