package call

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/bench/plain"
)

const path = "/order/202309/orders/search"

type answer struct {
	Code      int                        `json:"code"`
	Message   string                     `json:"message"`
	RequestID string                     `json:"request_id"`
	Data      plain.SearchOrdersResponse `json:"data"`
}

type search struct {
	OrderStatus  string `json:"order_status,omitempty"`
	CreateTimeGE int64  `json:"create_time_ge,omitempty"`
	CreateTimeLT int64  `json:"create_time_lt,omitempty"`
}

// hand is the call as somebody writes it who needs this one call only.
func hand(ctx context.Context, hc *http.Client, base string) (int, error) {
	resp, err := send(ctx, hc, base)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0, err
	}
	return decode(b)
}

// handPooled is hand by somebody who measured it: the answer is read into a
// buffer that is used again and has the right size from the start.
func handPooled(pool *sync.Pool) func(context.Context, *http.Client, string) (int, error) {
	return func(ctx context.Context, hc *http.Client, base string) (int, error) {
		resp, err := send(ctx, hc, base)
		if err != nil {
			return 0, err
		}
		defer resp.Body.Close()
		buf, _ := pool.Get().(*bytes.Buffer)
		defer pool.Put(buf)
		buf.Reset()
		if n := resp.ContentLength; n > 0 && n < 8<<20 {
			buf.Grow(int(n) + bytes.MinRead)
		}
		if _, err := buf.ReadFrom(resp.Body); err != nil {
			return 0, err
		}
		return decode(buf.Bytes())
	}
}

func decode(b []byte) (int, error) {
	var a answer
	if err := json.Unmarshal(b, &a); err != nil {
		return 0, err
	}
	if a.Code != 0 {
		return 0, errors.New(a.Message)
	}
	return len(a.Data.Orders), nil
}

func send(ctx context.Context, hc *http.Client, base string) (*http.Response, error) {
	body, err := json.Marshal(search{"UNPAID", from, until})
	if err != nil {
		return nil, err
	}
	q := url.Values{
		"page_size": {"100"}, "sort_field": {"create_time"}, "sort_order": {"ASC"}, "shop_cipher": {cipher},
		"app_key": {appKey}, "timestamp": {strconv.FormatInt(time.Now().Unix(), 10)},
	}
	q.Set("sign", sign(q, body))
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, base+path+"?"+q.Encode(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("X-Tts-Access-Token", accessToken)
	return hc.Do(req)
}

func sign(q url.Values, body []byte) string {
	keys := make([]string, 0, len(q))
	for k := range q {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	var b strings.Builder
	b.WriteString(appSecret)
	b.WriteString(path)
	for _, k := range keys {
		b.WriteString(k)
		b.WriteString(q.Get(k))
	}
	b.Write(body)
	b.WriteString(appSecret)
	m := hmac.New(sha256.New, []byte(appSecret))
	m.Write([]byte(b.String()))
	return hex.EncodeToString(m.Sum(nil))
}
