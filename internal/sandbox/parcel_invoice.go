package sandbox

// invoiceNeed is whether an order lacks its invoice, which Brazil asks for.
func (t *store) invoiceNeed(o *order) string {
	for i := range o.lines {
		if p := o.lines[i].parcel; p != nil && p.extra != nil && p.extra.invoice != "" {
			return "INVOICE_UPLOADED"
		}
	}
	return "NEED_INVOICE"
}
