package sandbox

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Where links lead to that creators and buyers open.
const (
	linkPath   = "/sandbox/links/"
	sharePath  = linkPath + "shared/"      // product/{id}?chain_key=: a buyer's click
	acceptPath = linkPath + "invitations/" // {plan}?creator_open_id=: the creator agrees
	samplePath = linkPath + "samples/"     // {key}?creator_open_id=: the creator asks for a sample
)

// shareLink is a link that brings buyers, or creators, to a product.
type shareLink struct {
	key      string
	by       *creator // nil: of a partner or a seller
	store    *store
	product  string
	sku      string // of links to samples
	campaign string
	rate     int // of the campaign's creators
	once     bool
	used     bool
	expires  int64
	back     string
	clicks   int
}

func (s *Sandbox) newLink(l *shareLink) *shareLink {
	s.people(marketOf("US").region)
	l.key = fmt.Sprintf("link-%012d", s.next())
	s.creators.links[l.key] = l
	return l
}

func (s *Sandbox) shareURL(l *shareLink) string {
	return s.baseURL + sharePath + "product/" + l.product + "?chain_key=" + l.key
}

// linkOf finds the link in an address.
func (s *Sandbox) linkOf(address string) *shareLink {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	return s.creators.links[u.Query().Get("chain_key")]
}

func (s *Sandbox) linkOpenProduct(c *call) (any, *refusal) {
	t := c.store
	p := t.openFor(c.ids.Get("product_id"), c.now.Unix())
	if p == nil {
		return nil, refuse(200, 16015001, "the product is not in open collaboration")
	}
	c.applied = true
	l := s.newLink(&shareLink{store: t, product: p.product.id})
	return c.form1(map[string]any{"product_promotion_link": s.shareURL(l)}), nil
}

func (s *Sandbox) linkTarget(c *call) (any, *refusal) {
	p, refused := s.findTarget(c)
	if refused != nil {
		return nil, refused
	}
	if !p.runs(c.now.Unix()) {
		return nil, refuse(200, 50001701, "the target collaboration has ended")
	}
	c.applied = true
	return c.form1(map[string]any{"link": s.baseURL + acceptPath + p.id}), nil
}

// shareByTag makes one link of the creator for each tag.
func (s *Sandbox) shareByTag(c *call) (any, *refusal) {
	if refused := c.need("material"); refused != nil {
		return nil, refused
	}
	material := object(c.body["material"])
	me := s.me(c)
	l := shareLink{by: me}
	switch id := text(material["id"]); text(material["type"]) {
	case "PRODUCT":
		t, p := s.findAnywhere(me.region, id)
		if p == nil || t.openFor(p.id, c.now.Unix()) == nil && t.targetFor(me, p, c.now.Unix()) == nil {
			return nil, wrongParam("material.id", "no collaboration holds this product")
		}
		l.store, l.product = t, p.id
	case "CAMPAIGN", "SHOWCASE":
		l.product = id
	default:
		return nil, wrongParam("material.type", "want PRODUCT, CAMPAIGN or SHOWCASE")
	}
	tags := texts(c.body["tags"])
	if len(tags) == 0 {
		tags = []string{""}
	}
	links, errs := []map[string]any{}, []map[string]any{}
	for i, tag := range tags {
		if slices.Contains(tags[:i], tag) {
			errs = append(errs, map[string]any{"code": 98001004, "message": "the tag stands there twice", "detail": map[string]any{"tag": tag, "fail_reason": "duplicate tag"}})
			continue
		}
		one := l
		links = append(links, map[string]any{"tag": tag, "affiliate_sharing_link": s.shareURL(s.newLink(&one))})
	}
	c.applied = true
	return c.form1(map[string]any{"affiliate_sharing_links": links, "errors": errs}), nil
}

// shareForPublisher makes links for the products of a campaign.
func (s *Sandbox) shareForPublisher(c *call) (any, *refusal) {
	material := object(c.body["material"])
	ids := texts(material["ids"])
	if len(ids) == 0 {
		return nil, invalid("material.ids is a required field and has not been provided")
	}
	k := s.campaign(text(c.body["campaign_id"]))
	links, failed := []map[string]any{}, []map[string]any{}
	for _, id := range ids {
		var entry *entered
		if k != nil {
			entry = k.product(id)
		}
		if entry == nil || entry.review != approvedEntry {
			failed = append(failed, map[string]any{"material_id": id, "fail_reason": "the product is not in the campaign"})
			continue
		}
		l := s.newLink(&shareLink{by: s.me(c), store: entry.store, product: id, campaign: k.id, rate: entry.creatorRate})
		one := map[string]any{"material_id": id, "sharing_link": s.shareURL(l), "deep_link": s.shareURL(l), "one_link": s.shareURL(l)}
		if c.rt.op.Name == "affiliate.SharingLinks.GenerateForPublisher" {
			one["material_id"] = number(id)
		}
		links = append(links, one)
		c.applied = true
	}
	return c.form1(map[string]any{"sharing_links": links, "failed_materials": failed}), nil
}

// openLink is what happens when somebody opens a link.
func (s *Sandbox) openLink(w http.ResponseWriter, r *http.Request) {
	path, who := r.URL.Path, r.URL.Query().Get("creator_open_id")
	var done bool
	var back string
	s.mu.Lock()
	defer s.mu.Unlock()
	s.catchUp()
	now := s.now()
	switch {
	case strings.HasPrefix(path, sharePath):
		if l := s.linkOf(r.URL.String()); l != nil {
			l.clicks++
		}
		done = true
	case strings.HasPrefix(path, acceptPath):
		done = s.acceptInvitation(strings.TrimPrefix(path, acceptPath), who, now.Unix())
	case strings.HasPrefix(path, samplePath):
		l := s.creators.links[strings.TrimPrefix(path, samplePath)]
		if l == nil || l.expires == 0 || l.used && l.once || l.expires < now.Unix() {
			break
		}
		by := l.by
		if by == nil {
			by = l.store.findCreator(who)
		}
		_, refused := l.store.askForSample(by, l.product, l.sku, now)
		if done = refused == nil; done {
			l.used = true
		}
		back = l.back
	}
	switch {
	case !done:
		http.Error(w, "this link does not work, or not any more", http.StatusGone)
	case back != "":
		w.Header().Set("Location", back)
		w.WriteHeader(http.StatusFound)
	default:
		_, _ = w.Write([]byte("<p>Done.</p>\n"))
	}
}

func (s *Sandbox) acceptInvitation(plan, who string, now int64) bool {
	for _, t := range s.stores {
		if p := t.ally().targetOf[plan]; p != nil {
			x := t.findCreator(who)
			return x != nil && t.accept(p, x, now)
		}
	}
	return false
}
