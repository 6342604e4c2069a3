package sandbox

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/tiktokshop-go/tiktokshop"
)

// chunks is a caller who sends chunks.
func (k *caller) chunk(t *testing.T, target string, content string) *answer {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, target+"&app_key="+AppKey, strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "video/mp4")
	req.Header.Set("X-Tts-Access-Token", k.token)
	a, err := k.send(t, req)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func initUpload(size, chunks int) request {
	return post("/open/202512/file/init", say(`{"file_name":"a.mp4","file_type":"video","file_size":%d,"total_chunk_count":%d,"target_path":"[POST]/affiliate_creator/202603/videos"}`, size, chunks))
}

func TestLargeFilesAreTakenFromTheClient(t *testing.T) {
	t.Parallel()
	k := standing(t, -1)
	me := k.as(Creator)
	c, err := tiktokshop.New(tiktokshop.Config{
		AppKey: AppKey, AppSecret: AppSecret, Tokens: tiktokshop.StaticToken(me.token), BaseURL: k.url, HTTPClient: k.client, Limits: tiktokshop.NoLimits(),
	})
	if err != nil {
		t.Fatal(err)
	}
	id, err := c.UploadLarge(t.Context(), tiktokshop.LargeFile{
		File: tiktokshop.FileBytes("mug.mp4", make([]byte, 17<<20+5)), Type: "video", MIME: "video/mp4", Target: "[POST]/affiliate_creator/202603/videos",
	})
	if err != nil {
		t.Fatal(err)
	}
	product := ids(me.good(t, get(showcasePath, "page_size", "1", "origin", "LIVE"))["products"])[0]
	me.good(t, post(videosPath, say(`{"product_link_info":{"product_id":%q,"title":"Mug"},"video_info":{"file_id":%q,"title":"Mug"}}`, product, id)))
}

func TestChunksMustFitTheFile(t *testing.T) {
	t.Parallel()
	k := standing(t, -1)
	k = k.as(Creator)
	const mega = 1 << 20
	for _, r := range []request{initUpload(9*mega, 1), initUpload(12*mega, 3), initUpload(70*mega, 2), initUpload(501*mega, 50)} {
		k.refused(t, 98001004, r)
	}
	made := k.good(t, initUpload(12*mega, 2))
	target := text(made["upload_url"]) + "?upload_token=" + text(made["upload_token"]) + "&chunk_num="
	six, four := strings.Repeat("a", 6*mega), strings.Repeat("a", 4*mega)
	for want, a := range map[string]*answer{
		"chunk 1 comes next": k.chunk(t, target+"2", six), "has 4194304 bytes": k.chunk(t, target+"1", four), "want 1 to 2": k.chunk(t, target+"3", six),
		"upload_token": k.chunk(t, strings.Replace(target, "for-tests", "other", 1)+"1", six),
	} {
		if a.Code == 0 || !strings.Contains(a.Message, want) {
			t.Errorf("%s, want %q", a.Body, want)
		}
	}
	first, repeat := k.chunk(t, target+"1", six), k.chunk(t, target+"1", six)
	if first.Code != 0 || text(first.object(t)["part_id"]) == "" || text(first.object(t)["part_id"]) != text(repeat.object(t)["part_id"]) {
		t.Errorf("%s, then %s", first.Body, repeat.Body)
	}
	if a := k.chunk(t, target+"2", six+"b"); a.Code != 98001004 {
		t.Errorf("a chunk too long: %s", a.Body)
	}
	if a := k.chunk(t, target+"2", six); a.Code != 0 || text(a.object(t)["resource_id"]) == "" {
		t.Errorf("the last: %s", a.Body)
	}
	late := k.good(t, initUpload(12*mega, 2))
	k.shop.Advance(3 * time.Hour)
	if a := k.chunk(t, text(late["upload_url"])+"?upload_token="+text(late["upload_token"])+"&chunk_num=1", six); a.Code != 98001004 || !strings.Contains(a.Message, "expired") {
		t.Errorf("late: %s", a.Body)
	}
}
