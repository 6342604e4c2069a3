package sandbox

import (
	"crypto/md5" //nolint:gosec // G501: the platform names files by it
	"encoding/hex"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Words in captions and titles that a test can choose a result with.
const (
	badWord     = "violation" // fails the check for violations, and the post
	blurryWord  = "blurry"    // fails the check for quality
	rudeWord    = "offensive" // refused as a title
	maxLinkText = 30
	maxVideoMS  = 10 * 60 * 1000
)

// Quotas of a creator a day.
const (
	checksPerDay = 100
	postsPerDay  = 50
)

// States of a video.
const (
	videoWaiting = "PROCESSING"
	videoOut     = "SUCCESS"
	videoFailed  = "FAIL"
)

// videoFile is an uploaded file, of which only size and hash are kept.
type videoFile struct {
	id, md5 string
	size    int64
	by      string // open id of who uploaded it
}

// video is a creator's video with a product's link.
type video struct {
	id       string
	by       *creator
	store    *store
	product  string
	caption  string
	title    string // of the link
	status   string
	sent     int64
	postedAt int64
	peak     int64 // views it will have in the end
}

func (s *Sandbox) uploadVideo(c *call) (any, *refusal) {
	content := c.form.files["data"]
	if len(content) > 10<<20 {
		return nil, refuse(413, 36009021, "the file has more than 10 MB: send it in chunks")
	}
	s.me(c)
	sum := md5.Sum(content) //nolint:gosec // G401: the platform names files by it
	f := s.keepFile(c.account.openID, int64(len(content)), strings.ToUpper(hex.EncodeToString(sum[:])))
	c.applied = true
	return c.form1(map[string]any{"video_file": map[string]any{"id": f.id, "md5": f.md5}}), nil
}

func (s *Sandbox) keepFile(by string, size int64, hash string) *videoFile {
	s.people("US")
	f := &videoFile{id: decimalID("73700000", s.next()), md5: hash, size: size, by: by}
	s.creators.files[f.id] = f
	return f
}

// checkLink checks the product and the title of a link in a video.
func (s *Sandbox) checkLink(c *call, me *creator) (*store, *record, *refusal) {
	link := object(c.body["product_link_info"])
	id, title := text(link["product_id"]), text(link["title"])
	if id == "" || title == "" {
		return nil, nil, invalid("product_link_info.product_id and title are required fields and have not been provided")
	}
	if refused := checkTitle(title); refused != nil {
		return nil, nil, refused
	}
	t, p := s.findAnywhere(me.region, id)
	if p == nil {
		return nil, nil, refuse(200, 170001011, "the product does not exist")
	}
	return t, p, s.checkPromotion(me, t, p, c.now)
}

// checkPromotion wants a product for sale that the creator may promote.
func (s *Sandbox) checkPromotion(me *creator, t *store, p *record, now time.Time) *refusal {
	if text(p.fields["status"]) != active {
		return refuse(200, 170001012, "the product is not available")
	}
	if _, rate := t.terms(me, p, now.Unix()); rate == 0 && me.shows(p.id) == nil {
		return refuse(200, 170001010, "no commission plan of the creator holds the product")
	}
	return nil
}

// checkTitle checks the title of a product's link.
func checkTitle(title string) *refusal {
	if len([]rune(title)) > maxLinkText {
		return refuse(200, 16011007, "the title of the product link has more than %d characters", maxLinkText)
	}
	if strings.Contains(strings.ToLower(title), rudeWord) {
		return refuse(200, 16011009, "the title of the product link has offensive language")
	}
	for _, r := range title {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) && r != ' ' {
			return refuse(200, 16011069, "the title of the product link has punctuation or emoji: %q", r)
		}
	}
	return nil
}

func (s *Sandbox) checkAnchorTitle(c *call) (any, *refusal) {
	if refused := c.need("title"); refused != nil {
		return nil, refused
	}
	return nil, checkTitle(text(c.body["title"]))
}

func (s *Sandbox) checkAnchorProduct(c *call) (any, *refusal) {
	if refused := c.need("product_id"); refused != nil {
		return nil, refused
	}
	me := s.me(c)
	t, p := s.findAnywhere(me.region, text(c.body["product_id"]))
	if p == nil {
		return nil, refuse(200, 170001011, "the product does not exist")
	}
	return nil, s.checkPromotion(me, t, p, c.now)
}

// checkFile wants an uploaded video of the caller.
func (s *Sandbox) checkFile(c *call) *refusal {
	f := s.creators.files[text(object(c.body["video_info"])["file_id"])]
	if f == nil || f.by != c.account.openID {
		return refuse(200, 170001040, "video_info.file_id is not a file of this creator: upload it first")
	}
	return nil
}

func (s *Sandbox) postVideo(c *call) (any, *refusal) {
	if refused := c.need("product_link_info", "video_info"); refused != nil {
		return nil, refused
	}
	me, in := s.me(c), object(c.body["video_info"])
	if isEmpty(in["title"]) {
		return nil, invalid("video_info.title is a required field and has not been provided")
	}
	if refused := s.checkFile(c); refused != nil {
		return nil, refused
	}
	switch ms := number(in["cover_timestamp_ms"]); {
	case ms < 0:
		return nil, refuse(200, 170001024, "cover_timestamp_ms must not be negative")
	case ms > maxVideoMS:
		return nil, refuse(200, 170001025, "cover_timestamp_ms is beyond the end of the video")
	}
	t, p, refused := s.checkLink(c, me)
	if refused != nil {
		return nil, refused
	}
	if !me.posts.take(c.now, postsPerDay) {
		return nil, refuse(200, 170001020, "no more than %d videos a day", postsPerDay)
	}
	v := s.newVideo(me, t, p, text(in["title"]), text(object(c.body["product_link_info"])["title"]))
	s.after(s.tempo.Reply, func(now time.Time) { s.publish(v, now) })
	c.applied = true
	return c.form1(map[string]any{"video": map[string]any{"id": v.id}}), nil
}

func (s *Sandbox) newVideo(by *creator, t *store, p *record, caption, title string) *video {
	v := &video{
		id: decimalID("74930000", s.next()), by: by, store: t, product: p.id, caption: caption, title: title,
		status: videoWaiting, sent: s.now().Unix(), peak: by.videoViews,
	}
	s.creators.videos[v.id] = v
	s.creators.posted = append(s.creators.posted, v)
	return v
}

// publish ends the platform's work on a video.
func (s *Sandbox) publish(v *video, now time.Time) {
	if strings.Contains(strings.ToLower(v.caption), badWord) {
		v.status = videoFailed
		return
	}
	v.status, v.postedAt = videoOut, now.Unix()
	s.notifyCreator(v.by.openID, 17, map[string]any{
		"product_id": v.product, "event": map[string]any{"type": "ADD", "scene": "VIDEO", "content_id": v.id},
	})
	v.store.contentFor(v.by, v.product, now)
}

// publishSoon has a creator who is no account make a video of a product.
func (s *Sandbox) publishSoon(t *store, who *creator, p *record) {
	if who.account || len(s.videosOf(who, p.id)) > 0 {
		return
	}
	s.after(2*s.tempo.Reply, func(now time.Time) {
		if who.shows(p.id) == nil && !t.owesContent(who, p.id) || len(s.videosOf(who, p.id)) > 0 {
			return
		}
		s.publish(s.newVideo(who, t, p, "A look at "+text(p.fields["title"]), "Look at this"), now)
	})
}

// owesContent reports whether a creator has got a sample and not shown it.
func (t *store) owesContent(who *creator, product string) bool {
	return slices.ContainsFunc(t.ally().samples, func(x *sampleRequest) bool {
		return x.who == who && x.product.id == product && x.status == sampleContent
	})
}

func (s *Sandbox) getVideoStatus(c *call) (any, *refusal) {
	v := s.creators.videos[c.ids.Get("video_id")]
	if v == nil || v.by != s.me(c) {
		return nil, refuse(200, 170001016, "the video is not one of this creator")
	}
	m := map[string]any{"id": v.id, "post_status": v.status}
	if v.postedAt != 0 {
		m["post_time"] = v.postedAt
	}
	return c.form1(map[string]any{"video": m}), nil
}

// videosOf are a creator's videos of a product that are out.
func (s *Sandbox) videosOf(who *creator, product string) []*video {
	var out []*video
	for _, v := range s.creators.posted {
		if v.by == who && v.product == product && v.status == videoOut {
			out = append(out, v)
		}
	}
	return out
}

// authors are the creators with a video of a product.
func (s *Sandbox) authors(product string) map[*creator]bool {
	out := map[*creator]bool{}
	for _, v := range s.creators.posted {
		if v.product == product && v.status == videoOut {
			out[v.by] = true
		}
	}
	return out
}

// views grow fast at first and less and less later.
func (v *video) views(now time.Time) int64 {
	if v.postedAt == 0 || now.Unix() <= v.postedAt {
		return 0
	}
	days := float64(now.Unix()-v.postedAt) / (24 * 3600)
	return int64(float64(v.peak) * (1 - math.Exp(-days/4)))
}

func (s *Sandbox) videoURL(v *video) string {
	return fmt.Sprintf("https://video.example.com/@%s/video/%s", v.by.username, v.id)
}
