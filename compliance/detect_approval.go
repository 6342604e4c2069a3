package compliance

// approval finds the numbers that health and drug authorities of the markets
// give to cosmetics, food and medicines.
func (d *detector) approval(start, end int) int {
	for i := range approvalForms {
		if e := d.form(start, approvalForms[i]); e >= end && !isAlnum(d.at(e)) {
			return d.take(classApproval, start, e)
		}
	}
	return 0
}

// approvalForms: 9 is a digit, _ a blank that may be missing, the others are
// themselves.
var approvalForms = [...]string{
	"NA99999999999", "NB99999999999", "NC99999999999", "ND99999999999", "NE99999999999", // Indonesia, cosmetics
	"MD_999999999999", "ML_999999999999", "TR_999999999", "SD_999999999", "POM_TR_999999999", // Indonesia, food and traditional medicine
	"MAL99999999N", "MAL99999999T", "MAL99999999X", "MAL99999999A", "NOT999999999K", "NOT9999999999K", // Malaysia
	"99-9-99999-9-9999", "99-9-9999999999", // Thailand
	"FR-9999999999999", "FR-9999999999", "NN-9999999999999", // Philippines
}

// form is the end of a form at a place, 0 if the text is otherwise.
func (d *detector) form(at int, form string) int {
	for i := range form {
		c := d.at(at)
		switch form[i] {
		case '_':
			if c != ' ' {
				at--
			}
		case '9':
			if !isDigit(c) {
				return 0
			}
		default:
			if c != form[i] {
				return 0
			}
		}
		at++
	}
	return at
}
