package sandbox

import "time"

// creatorCalls let a test act for creators.
func creatorCalls() []controlCall {
	const path = controlPath + "creators"
	return []controlCall{
		{
			Method: "GET", Path: path, Does: "lists the creators of a market", do: (*Sandbox).controlCreators,
			Query: map[string]string{"shop": "cipher, id or name of a shop of the market; the first one when left out"},
		},
		{
			Method: "POST", Path: path, do: (*Sandbox).controlCreator,
			Does: "lets a creator act: accept an invitation, ask for a sample, or write to the shop; which is an error when it is not allowed",
			Bodies: bodies(`{"creator":"creator-US-0021-open-id-for-tests","accept":"7365000000000000044"}`,
				`{"creator":"creator-US-0021-open-id-for-tests","sample":{"product":"1729000000000000001"}}`,
				`{"creator":"creator-US-0021-open-id-for-tests","shop":"Test Shop","write":"Hello"}`),
		},
	}
}

// Influencer is a creator of the marketplace.
type Influencer struct {
	OpenID    string `json:"open_id"`
	Username  string `json:"username"`
	Region    string `json:"region"`
	Followers int64  `json:"followers"`
	Account   bool   `json:"account"` // can authorize apps
}

// CreatorAct is what a creator does: one of Accept, Sample and Write.
type CreatorAct struct {
	Creator string        `json:"creator"` // open id
	Shop    string        `json:"shop"`    // cipher, id or name; "" is the first shop
	Accept  string        `json:"accept"`  // id of a target collaboration
	Sample  *PurchaseItem `json:"sample"`  // product and, if it matters, SKU
	Write   string        `json:"write"`   // text of a message
}

// Influencers are the creators of a shop's market.
func (s *Sandbox) Influencers(shop string) ([]Influencer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	t, err := s.storeNamed(shop)
	if err != nil {
		return nil, err
	}
	for _, a := range s.creatorAccounts() {
		s.creatorOf(a)
	}
	list := []Influencer{}
	for _, p := range s.people(t.market.region) {
		list = append(list, Influencer{OpenID: p.openID, Username: p.username, Region: p.region, Followers: p.followers, Account: p.account})
	}
	return list, nil
}

// CreatorActs lets a creator act and answers with the id of what came of it.
func (s *Sandbox) CreatorActs(act CreatorAct) (string, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.catchUp()
	t, err := s.storeNamed(act.Shop)
	if err != nil {
		return "", err
	}
	who, now := t.findCreator(act.Creator), s.now()
	if who == nil {
		return "", controlErrorf(404, "sandbox: no creator of the shop's market has the open id %q", shorten(act.Creator, 60))
	}
	switch {
	case act.Accept != "":
		p := t.ally().targetOf[act.Accept]
		if p == nil || !t.accept(p, who, now.Unix()) {
			return "", controlErrorf(409, "sandbox: no invitation %q of this creator is open", shorten(act.Accept, 60))
		}
		return p.id, nil
	case act.Sample != nil:
		x, refused := t.askForSample(who, act.Sample.Product, act.Sample.SKU, now)
		if refused != nil {
			return "", controlErrorf(409, "sandbox: %s", refused.message)
		}
		return x.id, nil
	case act.Write != "":
		return t.hear(who, act.Write, now).id, nil
	default:
		return "", controlErrorf(400, "sandbox: want one of accept, sample and write")
	}
}

// hear is a creator's message, in the chat there is or in a new one.
func (t *store) hear(who *creator, words string, now time.Time) *chatMessage {
	var chat *creatorChat
	for _, x := range t.ally().chats {
		if x.who == who {
			chat = x
		}
	}
	if chat == nil {
		chat = t.newChat(who, now)
	}
	return t.creatorWrites(chat, "TEXT", string(encode(map[string]string{"content": words})))
}

func (s *Sandbox) controlCreators(r *controlRequest) (any, error) {
	list, err := s.Influencers(r.query.Get("shop"))
	return map[string]any{"creators": list}, err
}

func (s *Sandbox) controlCreator(r *controlRequest) (any, error) {
	var act CreatorAct
	if problems := r.decode(&act); len(problems) > 0 {
		return nil, problems
	}
	id, err := s.CreatorActs(act)
	if err != nil {
		return nil, err
	}
	return map[string]any{"id": id}, nil
}
