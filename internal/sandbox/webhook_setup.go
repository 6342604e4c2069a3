package sandbox

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/url"
	"slices"
	"strings"
)

// memoryHook stands for the address of Options.Webhook.
const memoryHook = memoryURL + "/webhooks"

const maxAddress = 255 // characters of a webhook's address

// hookKey is what the Event API sets an address for.
type hookKey struct {
	app   *app
	store *store
	event string
}

// hook is an address set through the Event API.
type hook struct {
	address          string
	created, updated int64
}

// SetWebhook is what Partner Center does: events of these topics, of all for
// none, go to one address for all accounts. An empty address ends that.
func (s *Sandbox) SetWebhook(appKey, address string, topics ...int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	a := s.appOf(appKey)
	if a == nil {
		return fmt.Errorf("sandbox: no app has the key %q", appKey)
	}
	return s.setWebhook(a, address, topics)
}

func (s *Sandbox) setWebhook(a *app, address string, topics []int) error {
	if address != "" {
		if err := checkAddress(address); err != nil {
			return fmt.Errorf("sandbox: webhook of app %s: %w", a.key, err)
		}
	}
	var on map[int]bool
	for _, topic := range topics {
		if s.hooks.names[topic] == "" {
			return fmt.Errorf("sandbox: webhook of app %s: there is no topic %d", a.key, topic)
		}
		if on == nil {
			on = map[int]bool{}
		}
		on[topic] = true
	}
	a.webhook, a.topics = address, on
	return nil
}

// checkAddress applies the platform's rules for addresses of webhooks. On the
// loopback interface anything goes, so that tests can listen.
func checkAddress(address string) error {
	if len(address) > maxAddress {
		return fmt.Errorf("the address has more than %d characters", maxAddress)
	}
	u, err := url.Parse(address)
	if err != nil {
		return errors.New("the address is no URL")
	}
	host := u.Hostname()
	if loopback(host) && (u.Scheme == "http" || u.Scheme == "https") && u.User == nil {
		return nil
	}
	switch {
	case u.Scheme != "https":
		return errors.New("the address must begin with https://")
	case host == "" || u.Opaque != "":
		return errors.New("the address has no domain name")
	case u.User != nil:
		return errors.New("the address must not have a user name")
	case strings.Contains(u.Host, ":"):
		return errors.New("the address must not have a port or an IP address")
	case net.ParseIP(host) != nil:
		return errors.New("the address must have a domain name, not an IP address")
	case !domain(host):
		return fmt.Errorf("%q is no domain name", host)
	}
	return nil
}

// domain reports whether a host is a name with at least two labels.
func domain(host string) bool {
	labels := strings.Split(strings.TrimSuffix(host, "."), ".")
	for _, l := range labels {
		bad := strings.ContainsFunc(l, func(r rune) bool {
			return r != '-' && (r < '0' || r > '9') && (r < 'a' || r > 'z') && (r < 'A' || r > 'Z')
		})
		if l == "" || len(l) > 63 || bad || l[0] == '-' || l[len(l)-1] == '-' {
			return false
		}
	}
	last := labels[len(labels)-1]
	return len(labels) > 1 && strings.Trim(last, "0123456789") != ""
}

// loopback reports whether a host is this machine.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback() || host == "localhost" || strings.HasSuffix(host, ".localhost")
}

// checkRedirect wants the address of a page, or none.
func checkRedirect(address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return fmt.Errorf("sandbox: redirect URL %q: want one such as https://app.example.com/back", address)
	}
	return nil
}

func (s *Sandbox) listWebhooks(c *call) (any, *refusal) {
	list := []map[string]any{}
	byTopic := func(a, b string) int { return cmp.Compare(s.hooks.numbers[a], s.hooks.numbers[b]) }
	for _, event := range slices.SortedFunc(maps.Keys(s.hooks.numbers), byTopic) {
		if h := s.hooks.set[hookKey{c.app, c.store, event}]; h != nil {
			list = append(list, map[string]any{
				"event_type": event, "address": h.address, "create_time": h.created, "update_time": h.updated,
			})
		}
	}
	return map[string]any{"webhooks": list, "total_count": len(list)}, nil
}

func (s *Sandbox) updateWebhook(c *call) (any, *refusal) {
	key, refused := s.hookKey(c)
	if refused != nil {
		return nil, refused
	}
	address := text(c.body["address"])
	if address == "" {
		return nil, invalid("address is a required field and has not been provided")
	}
	if err := checkAddress(address); err != nil {
		return nil, invalid("invalid param address: %s", err)
	}
	h := s.hooks.set[key]
	if h == nil {
		h = &hook{created: c.now.Unix()}
		s.hooks.set[key] = h
	}
	h.address, h.updated = address, c.now.Unix()
	c.applied = true
	return nil, nil
}

func (s *Sandbox) deleteWebhook(c *call) (any, *refusal) {
	key, refused := s.hookKey(c)
	if refused != nil {
		return nil, refused
	}
	c.applied = s.hooks.set[key] != nil
	delete(s.hooks.set, key)
	return nil, nil
}

func (s *Sandbox) hookKey(c *call) (hookKey, *refusal) {
	event := text(c.body["event_type"])
	if event == "" {
		return hookKey{}, invalid("event_type is a required field and has not been provided")
	}
	if s.hooks.numbers[event] == 0 {
		return hookKey{}, invalid("event_type %s can be switched on in Partner Center only", event)
	}
	return hookKey{c.app, c.store, event}, nil
}
