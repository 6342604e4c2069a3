package tiktokshop

import (
	"cmp"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"
)

// ErrWebhookSignature is a delivery that the platform did not sign for this app.
var ErrWebhookSignature = errors.New("webhook signature does not match")

// SignWebhook returns what the platform sends as the Authorization header of a
// delivery: lower-case hex of HMAC-SHA256, keyed with the app secret, over app
// key and body. It is for tests.
func SignWebhook(appKey, appSecret string, body []byte) string {
	return hex.EncodeToString(digest(AppCredential{appKey, appSecret}, body))
}

func digest(a AppCredential, body []byte) []byte {
	mac := hmac.New(sha256.New, []byte(a.AppSecret))
	mac.Write([]byte(a.AppKey))
	mac.Write(body)
	return mac.Sum(nil)
}

// VerifyWebhook checks the Authorization header of a delivery against its body,
// which must have the bytes as received. Its error is [ErrWebhookSignature], for
// an empty key or secret as well.
func VerifyWebhook(appKey, appSecret string, body []byte, authorization string) error {
	return verify([]AppCredential{{appKey, appSecret}}, body, authorization)
}

func verify(apps []AppCredential, body []byte, authorization string) error {
	want, err := hex.DecodeString(authorization)
	// With an empty secret anybody could sign.
	if err != nil || len(want) != sha256.Size || slices.ContainsFunc(apps, AppCredential.blank) {
		return ErrWebhookSignature
	}
	found := 0
	for _, a := range apps { // all, so that the time does not tell which
		found |= subtle.ConstantTimeCompare(digest(a, body), want)
	}
	if found == 0 {
		return ErrWebhookSignature
	}
	return nil
}

// AppCredential is the key and secret of one app.
type AppCredential struct{ AppKey, AppSecret string }

func (a AppCredential) blank() bool {
	return strings.TrimSpace(a.AppKey) == "" || strings.TrimSpace(a.AppSecret) == ""
}

// String is a without its secret.
func (a AppCredential) String() string { return "app " + a.AppKey }

// GoString is a without its secret.
func (a AppCredential) GoString() string { return a.String() }

// MarshalText is a without its secret, also in JSON and logs.
func (a AppCredential) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// EventQueue takes events to be handled later, by the program's own workers.
type EventQueue interface {
	// Put returns nil once the event is kept safe.
	Put(ctx context.Context, e *Event) error
}

// WebhookHandler is the [http.Handler] behind the URL the platform delivers to.
// It lets through only what the platform signed.
//
// It answers 200 once the event was handled, 401 to a missing or wrong
// signature, 400 to a signed body that is no event, 413 to one too large, 405 to
// other methods than POST and 500 when the event was not handled. After a 500,
// or no answer, the platform delivers again: 2 minutes, 30 minutes, 3 and 12
// hours later. A panic releases the event and goes on to net/http.
//
// It is safe for many goroutines; do not change the fields while it serves. Set
// ReadTimeout on the [http.Server]: bodies are read as slowly as they come.
type WebhookHandler struct {
	AppKey, AppSecret string          // of the app
	Apps              []AppCredential // further apps, or an old and a new secret of the same one

	// Handle takes one event; an error means that it must come again. The platform
	// waits 3 seconds for the answer, so ctx ends after 2.5. Do what takes longer,
	// such as calls, elsewhere: see Queue. The text of its errors is logged.
	Handle func(ctx context.Context, e *Event) error

	Queue   EventQueue   // takes the events in place of Handle, if set
	Seen    SeenStore    // recognizes repetitions, which are answered with 200 and not handled; nil: none are
	MaxBody int64        // largest body in bytes; default 1 MiB
	Logger  *slog.Logger // default: silent. Handled events at debug, refused ones at info, failures at error level; never a body
}

const maxEvent, handleWithin = 1 << 20, 2500 * time.Millisecond

// String is h without its secrets.
func (h *WebhookHandler) String() string { return "webhooks of app " + h.AppKey }

// GoString is h without its secrets.
func (h *WebhookHandler) GoString() string { return h.String() }

// ServeHTTP answers one delivery.
func (h *WebhookHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), handleWithin)
	defer cancel()
	apps, err := h.credentials()
	if err != nil {
		h.log(ctx, http.StatusInternalServerError, &Event{}, err)
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	e, status := h.receive(w, r, apps)
	if status == http.StatusOK {
		if err = h.deliver(ctx, e); err != nil && !errors.Is(err, errRepeated) {
			status = http.StatusInternalServerError
		}
	}
	w.WriteHeader(status)
	h.log(ctx, status, e, err)
}

// credentials are those of all apps. Its error tells what is missing in h.
func (h *WebhookHandler) credentials() ([]AppCredential, error) {
	apps := h.Apps
	if h.AppKey != "" || h.AppSecret != "" || len(apps) == 0 {
		apps = append([]AppCredential{{h.AppKey, h.AppSecret}}, apps...)
	}
	switch {
	case slices.ContainsFunc(apps, AppCredential.blank):
		return nil, errors.New("webhook handler: AppKey or AppSecret is empty: take both from the app's page in Partner Center")
	case h.Handle == nil && h.Queue == nil:
		return nil, errors.New("webhook handler: nothing takes the events: set Handle or Queue")
	}
	return apps, nil
}

// receive reads an event; without one, status says why.
func (h *WebhookHandler) receive(w http.ResponseWriter, r *http.Request, apps []AppCredential) (e *Event, status int) {
	if r.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		return &Event{}, http.StatusMethodNotAllowed
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, cmp.Or(max(h.MaxBody, 0), maxEvent)))
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return &Event{}, http.StatusRequestEntityTooLarge
	}
	if err != nil || verify(apps, body, r.Header.Get("Authorization")) != nil { // a body that broke off was not signed
		return &Event{}, http.StatusUnauthorized
	}
	if e, err = ParseEvent(body); err != nil {
		return &Event{}, http.StatusBadRequest
	}
	return e, http.StatusOK
}

var errRepeated, errPanic = errors.New("repetition, not handled again"), errors.New("panic")

// deliver hands the event over, unless it was handed over before.
func (h *WebhookHandler) deliver(ctx context.Context, e *Event) (err error) {
	if h.Seen != nil {
		// The id alone is not enough: some deliveries have none.
		key := fmt.Sprintf("%d:%s:%s:%x", e.Type, cmp.Or(e.ShopID, e.SellerOpenID, e.CreatorOpenID), e.ID, sha256.Sum256(e.Raw))
		claimed, claimErr := h.Seen.Claim(ctx, key)
		if claimErr == nil && !claimed {
			return errRepeated
		}
		err = errPanic // what stands if Handle does not return
		defer func() {
			if err != nil { // the request may have been given up, so its context does not count
				ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), handleWithin)
				defer cancel()
				err = errors.Join(err, h.Seen.Release(ctx, key))
			}
		}()
		if claimErr != nil { // it may have been claimed: better twice than never
			return fmt.Errorf("claim: %w", claimErr)
		}
	}
	if h.Queue != nil {
		return h.Queue.Put(ctx, e)
	}
	return h.Handle(ctx, e)
}

func (h *WebhookHandler) log(ctx context.Context, status int, e *Event, err error) {
	if h.Logger != nil {
		level := map[int]slog.Level{http.StatusOK: slog.LevelDebug, http.StatusInternalServerError: slog.LevelError}[status] // else info
		h.Logger.LogAttrs(ctx, level, "tiktokshop webhook", slog.Int("status", status), slog.Any("topic", e.Type),
			slog.String("notification_id", e.ID), slog.String("misfit", e.Misfit), slog.Any("error", err))
	}
}
