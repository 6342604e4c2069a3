package sandbox

import (
	"net/http"
	"slices"
	"time"
)

// stageCalls let a test hold LIVEs, write as a buyer, and join FBT.
func stageCalls() []controlCall {
	return []controlCall{
		{
			Method: "POST", Path: controlPath + "lives", do: (*Sandbox).controlLives,
			Does: "starts a LIVE of a creator or a seller, with products on show, or ends one: viewers come and buy while it runs; " +
				"host is an open id, the sample creator when left out; it ends by itself after so many minutes, two hours when left out",
			Bodies: bodies(`{"start":{"title":"Sunday show","minutes":60,"products":["1729000000000000001"]}}`, `{"end":"7538204817000000005"}`),
		},
		{
			Method: "POST", Path: controlPath + "messages", do: (*Sandbox).controlMessages,
			Does:   "lets the buyer of an order write to the shop",
			Bodies: bodies(`{"order":"576400000000000001","write":"Where is my parcel?"}`),
		},
		{
			Method: "POST", Path: controlPath + "fbt", do: (*Sandbox).controlFBT,
			Does:   "lets the seller of a shop join FBT, or leave it; shop is a cipher, an id or a name, the first one when left out",
			Bodies: bodies(`{"join":true}`, `{"shop":"Test Shop","join":false}`),
		},
	}
}

// Show is a LIVE to be started.
type Show struct {
	Host     string   `json:"host"` // open id of a creator or a seller; "" is the sample creator
	Title    string   `json:"title"`
	Minutes  int      `json:"minutes"`  // 0 means two hours
	Products []string `json:"products"` // ids, of any shop
}

// LiveState is a LIVE as control calls show it.
type LiveState struct {
	ID     string    `json:"id"`
	Host   string    `json:"host"`
	Status string    `json:"status"`
	Ends   time.Time `json:"ends"`
}

func (m *room) state() LiveState {
	return LiveState{ID: m.id, Host: m.host, Status: m.status, Ends: time.Unix(m.ended, 0).UTC()}
}

// StartLive begins a LIVE now. The error says what does not exist.
func (s *Sandbox) StartLive(w Show) (LiveState, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.catchUp()
	host := s.first(Creator)
	if w.Host != "" {
		host = s.person(w.Host)
	}
	if host == nil || host.kind == Partner {
		return LiveState{}, controlErrorf(http.StatusNotFound, "no creator or seller has the open id %q", shorten(w.Host, 60))
	}
	var shelf []*showing
	for _, id := range w.Products {
		t, r := s.productAnywhere(id)
		if r == nil {
			return LiveState{}, controlErrorf(http.StatusNotFound, "no shop has a product %q", shorten(id, 60))
		}
		if !slices.ContainsFunc(shelf, func(x *showing) bool { return x.product == r }) {
			shelf = append(shelf, &showing{product: r, shop: t})
		}
	}
	if w.Minutes == 0 {
		w.Minutes = 120
	}
	m := s.planLive(host, w.Title, s.now(), w.Minutes)
	m.shelf = shelf
	s.openRoom(m, s.now())
	return m.state(), nil
}

func (s *Sandbox) controlLives(r *controlRequest) (any, error) {
	var b struct {
		Start *Show  `json:"start"`
		End   string `json:"end"`
	}
	p := r.decode(&b)
	p.oneOfThese(map[string]bool{"start": b.Start != nil, "end": b.End != ""})
	if b.Start != nil {
		p.text("start.title", b.Start.Title)
		within(&p, "start.minutes", b.Start.Minutes, 0, maxRoomMinutes)
		within(&p, "start.products", len(b.Start.Products), 0, maxRoomProducts)
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	if b.Start != nil {
		return s.StartLive(*b.Start)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.catchUp()
	m := s.stage.byID[b.End]
	if m == nil {
		return nil, controlErrorf(http.StatusNotFound, "there is no LIVE %q", shorten(b.End, 60))
	}
	if m.status != roomRunning {
		return nil, controlErrorf(http.StatusConflict, "the LIVE %s is %s: only one that runs can be ended", m.id, m.status)
	}
	s.endLive(m)
	return m.state(), nil
}

func (s *Sandbox) controlMessages(r *controlRequest) (any, error) {
	var b struct {
		Order string `json:"order"`
		Write string `json:"write"`
	}
	p := r.decode(&b)
	if b.Order == "" && !p.has("order") {
		p.add("order", "it is missing")
	}
	if b.Write == "" && !p.has("write") {
		p.add("write", "it is missing")
	}
	p.text("write", b.Write)
	if err := p.err(); err != nil {
		return nil, err
	}
	return s.BuyerWrites(b.Order, b.Write)
}

// Written is a message as control calls show it.
type Written struct {
	Conversation string `json:"conversation"`
	Message      string `json:"message"`
	Shop         string `json:"shop"` // id
}

// BuyerWrites has the buyer of an order write a text to the shop. The
// conversation is begun when there is none.
func (s *Sandbox) BuyerWrites(order, content string) (Written, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.catchUp()
	t, o, err := s.orderNamed(order)
	if err != nil {
		return Written{}, err
	}
	k := t.talkWith(chatUser(o))
	m := t.speak(k, roleBuyer, "TEXT", map[string]any{"content": content})
	return Written{Conversation: k.id, Message: m.id, Shop: t.id}, nil
}

func (s *Sandbox) controlFBT(r *controlRequest) (any, error) {
	var b struct {
		Shop string `json:"shop"`
		Join *bool  `json:"join"`
	}
	p := r.decode(&b)
	if b.Join == nil && !p.has("join") && !p.has("") {
		p.add("join", "it is missing; want true or false")
	}
	if err := p.err(); err != nil {
		return nil, err
	}
	if err := s.JoinFBT(b.Shop, *b.Join); err != nil {
		return nil, controlErrorf(http.StatusNotFound, "%v", err)
	}
	return map[string]any{"joined": *b.Join}, nil
}
