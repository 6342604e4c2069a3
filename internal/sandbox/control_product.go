package sandbox

import "net/http"

func productCalls() []controlCall {
	return []controlCall{{
		Method: "POST", Path: controlPath + "products", do: (*Sandbox).controlProducts,
		Does: "lets the platform's staff act: pass or reject a product under review (set tempo.audit in a scenario, or products pass at once), " +
			"take one off sale, for good with freeze, or put it back",
		Bodies: bodies(`{"pass":"1729000000000000001"}`, `{"reject":"1729000000000000001","reasons":["The main picture shows another product"]}`,
			`{"suspend":"1729000000000000001","reason":"Reported by buyers","freeze":true}`, `{"restore":"1729000000000000001"}`),
	}}
}

func (s *Sandbox) controlProducts(r *controlRequest) (any, error) {
	var b struct {
		Pass    string   `json:"pass"`
		Reject  string   `json:"reject"`
		Reasons []string `json:"reasons"`
		Suspend string   `json:"suspend"`
		Reason  string   `json:"reason"`
		Freeze  bool     `json:"freeze"`
		Restore string   `json:"restore"`
	}
	p := r.decode(&b)
	p.oneOfThese(map[string]bool{"pass": b.Pass != "", "reject": b.Reject != "", "suspend": b.Suspend != "", "restore": b.Restore != ""})
	if b.Reasons != nil && b.Reject == "" {
		p.add("reasons", "they go with reject")
	}
	if (b.Reason != "" || b.Freeze) && b.Suspend == "" {
		p.add("reason", "reason and freeze go with suspend")
	}
	for _, reason := range b.Reasons {
		p.text("reasons", reason)
	}
	p.text("reason", b.Reason)
	if err := p.err(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.catchUp()
	var id string
	var err error
	switch {
	case b.Pass != "":
		id, err = b.Pass, s.decide(b.Pass, true)
	case b.Reject != "":
		id, err = b.Reject, s.decide(b.Reject, false, b.Reasons...)
	case b.Suspend != "":
		id, err = b.Suspend, s.suspend(b.Suspend, b.Freeze, b.Reason)
	default:
		id, err = b.Restore, s.restore(b.Restore)
	}
	if err != nil {
		return nil, controlErrorf(http.StatusConflict, "%s", shorten(err.Error(), maxText))
	}
	t, product := s.productAnywhere(id)
	return map[string]any{"id": id, "shop": t.id, "status": productStatus(product)}, nil
}
