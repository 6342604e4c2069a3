package sandbox

import (
	"bytes"
	"fmt"
	"strings"
	"time"
)

// reviews are what buyers said about products.
type reviews struct {
	imported map[string]*buyerReview // by the id they had elsewhere
	list     []*buyerReview
}

type buyerReview struct {
	product string
	stars   int
	at      int64 // Unix seconds
}

const (
	maxReviews     = 50
	maxReviewMedia = 30 << 20
	codeBadReview  = 32002021
	codeNoPicture  = 12038002
	reviewVideo    = "VIDEO"
)

// uploadReviewMedia stores a picture or a video of a review.
func (s *Sandbox) uploadReviewMedia(c *call) (any, *refusal) {
	content, kind := c.form.files["data"], c.form.texts["file_type"]
	switch {
	case kind == "":
		return nil, invalid("file_type is a required field and has not been provided")
	case len(content) > maxReviewMedia:
		return nil, invalid("the file has %d bytes, more than %d", len(content), maxReviewMedia)
	}
	prefix := "image"
	if kind == reviewVideo {
		prefix = "video"
	} else if _, ok := measure(content); !ok || bytes.HasPrefix(content, []byte("RIFF")) {
		return nil, refuse(200, codeNoPicture, "the file is no picture: want JPG or PNG")
	}
	if s.stage.media == nil {
		s.stage.media = map[string]string{}
	}
	uri := fmt.Sprintf("%s-tos-example-us/%024x", prefix, 0x5eed000000+s.next())
	s.stage.media[uri] = kind
	c.applied = true
	return map[string]any{"uri": uri}, nil
}

func (s *Sandbox) importReviews(c *call) (any, *refusal) {
	whole := object(c.body["product_review"])
	records := objects(whole["review_records"])
	switch {
	case whole == nil:
		return nil, invalid("product_review is a required field and has not been provided")
	case len(records) == 0:
		return nil, invalid("product_review.review_records is a required field and has not been provided")
	case len(records) > maxReviews:
		return nil, invalid("product_review.review_records has %d elements, more than %d", len(records), maxReviews)
	}
	product := c.store.reviewTarget(object(object(whole["product"])["identifiers"]))
	rv := &c.store.rooms.reviews
	if rv.imported == nil {
		rv.imported = map[string]*buyerReview{}
	}
	failed := []map[string]any{}
	for _, r := range records {
		id := text(r["external_review_id"])
		why := s.reviewFault(rv, r)
		if why == "" && product == nil {
			why = "no product of the shop fits the identifiers"
		}
		if why != "" {
			failed = append(failed, map[string]any{"code": codeBadReview, "message": why, "detail": map[string]any{"external_review_id": id}})
			continue
		}
		n := &buyerReview{product: product.id, stars: int(number(r["rating"])), at: number(r["create_time_millis"]) / 1000}
		if n.at == 0 {
			n.at = c.now.Unix()
		}
		rv.imported[id], rv.list = n, append(rv.list, n)
		c.applied = true
	}
	return map[string]any{"errors": failed}, nil
}

// reviewTarget finds the product that reviews are about.
func (t *store) reviewTarget(ids map[string]any) *record {
	if id := text(ids["tiktok_product_id"]); id != "" {
		return t.products.byID[id]
	}
	own := text(ids["seller_sku"])
	for _, r := range t.products.list {
		if outer := text(ids["external_product_id"]); outer != "" && text(r.fields["external_product_id"]) == outer {
			return r
		}
		for _, sku := range objects(r.fields["skus"]) {
			if own != "" && text(sku["seller_sku"]) == own {
				return r
			}
		}
	}
	return nil
}

// reviewFault is what is wrong with a review, "" if nothing is.
func (s *Sandbox) reviewFault(rv *reviews, r map[string]any) string {
	id, pictures, videos := text(r["external_review_id"]), texts(r["image_uris"]), texts(r["video_uris"])
	stars := number(r["rating"])
	switch {
	case id == "" || strings.Trim(id, "0123456789") != "":
		return "external_review_id must be a number of at most 19 digits"
	case rv.imported[id] != nil:
		return "the review was imported before"
	case stars < 1 || stars > 5:
		return "rating must be 1 to 5"
	case text(r["content"]) == "" && len(pictures)+len(videos) == 0:
		return "the review has no content"
	case len(videos) > 0 && len(pictures) > 5:
		return "a review with a video has at most 5 pictures"
	}
	for _, uri := range pictures {
		if s.stage.media[uri] != "IMAGE" {
			return "image_uris has a URI that was not uploaded as a picture"
		}
	}
	for _, uri := range videos {
		if s.stage.media[uri] != reviewVideo {
			return "video_uris has a URI that was not uploaded as a video"
		}
	}
	return ""
}

const reviewWait = 24 * 60 * 60 // seconds from the delivery to the buyer's review

// stars counts the reviews written on some days, by product and stars.
func (t *store) stars(p span, now time.Time) map[string]*[5]int {
	counts := map[string]*[5]int{}
	count := func(product string, stars int, at int64) {
		if n := dayNumber(time.Unix(at, 0), t.dayZone()); p.from > n || n >= p.to || at > now.Unix() {
			return
		}
		if counts[product] == nil {
			counts[product] = &[5]int{}
		}
		counts[product][stars-1]++
	}
	for _, r := range t.rooms.reviews.list {
		count(r.product, r.stars, r.at)
	}
	for _, o := range t.sales.list {
		if o.delivered == 0 {
			continue
		}
		for i := range o.lines {
			if stars := starsOf(o, i); stars > 0 {
				count(o.lines[i].product.id, stars, o.delivered+reviewWait)
			}
		}
	}
	return counts
}

// starsOf is what the buyer gives a line of an order, 0 if he writes no review:
// a third do.
func starsOf(o *order, i int) int {
	x := hashNoise(textSeed(o.id), i)
	switch {
	case x > 0.33:
		return 0
	case x > 0.11:
		return 5
	case x > 0.05:
		return 4
	case x > 0.03:
		return 3
	case x > 0.015:
		return 2
	default:
		return 1
	}
}
