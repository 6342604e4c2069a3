package sandbox

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
)

// App is a program that calls the platform, as its developer set it up.
type App struct {
	Key            string   `json:"app_key"` // an empty one is made up, the secret and service ids too
	Secret         string   `json:"app_secret"`
	Service        string   `json:"service_id"`         // of the authorization links of sellers
	PartnerService string   `json:"partner_service_id"` // of those of partners
	Name           string   `json:"name"`               // shown on the authorization page
	Redirect       string   `json:"redirect_url"`       // where the authorization page leads back to; "" shows the code
	Scopes         []string `json:"scopes"`             // what the app may ask for; nil means everything
	Webhook        string   `json:"webhook_url"`        // where events of all accounts go; "" sends none
	Topics         []int    `json:"topics"`             // of those events; nil means all
}

// app is an App that is known.
type app struct {
	name, key, secret       string
	service, partnerService string
	redirect                string
	scopes                  []string
	webhook                 string
	topics                  map[int]bool // nil: all
}

// addApp registers an app; the lock is held.
func (s *Sandbox) addApp(a App) (*app, error) {
	n := len(s.access.apps) + 1
	made := &app{
		name: cmp.Or(a.Name, fmt.Sprintf("Test App %d", n)), key: cmp.Or(a.Key, fmt.Sprintf("%s-%d", AppKey, n)),
		secret: cmp.Or(a.Secret, fmt.Sprintf("%s-%d", AppSecret, n)), service: cmp.Or(a.Service, fmt.Sprintf("%s-%d", ServiceID, n)),
		partnerService: cmp.Or(a.PartnerService, fmt.Sprintf("%s-%d", PartnerServiceID, n)), redirect: a.Redirect, scopes: a.Scopes,
	}
	if err := checkRedirect(a.Redirect); err != nil {
		return nil, err
	}
	for _, other := range s.access.apps {
		switch {
		case other.key == made.key:
			return nil, fmt.Errorf("sandbox: app key %q is taken", made.key)
		case slices.Contains([]string{other.service, other.partnerService}, made.service),
			slices.Contains([]string{other.service, other.partnerService}, made.partnerService):
			return nil, fmt.Errorf("sandbox: a service id of app %q is taken", made.key)
		}
	}
	if made.service == made.partnerService {
		return nil, errors.New("sandbox: an app needs two service ids, one for sellers and one for partners")
	}
	if err := s.setWebhook(made, a.Webhook, a.Topics); err != nil {
		return nil, err
	}
	s.access.apps = append(s.access.apps, made)
	return made, nil
}

// AddApp registers an app.
func (s *Sandbox) AddApp(a App) (App, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	made, err := s.addApp(a)
	if err != nil {
		return App{}, err
	}
	return made.export(), nil
}

// Apps are the apps registered, the sample one first.
func (s *Sandbox) Apps() []App {
	s.mu.Lock()
	defer s.mu.Unlock()
	var list []App
	for _, a := range s.access.apps {
		list = append(list, a.export())
	}
	return list
}

func (a *app) export() App {
	var topics []int
	for topic := range a.topics {
		topics = append(topics, topic)
	}
	slices.Sort(topics)
	return App{
		Key: a.key, Secret: a.secret, Service: a.service, PartnerService: a.partnerService, Name: a.name,
		Redirect: a.redirect, Scopes: slices.Clone(a.scopes), Webhook: a.webhook, Topics: topics,
	}
}

// appOf is the app with a key, nil if there is none; the lock is held.
func (s *Sandbox) appOf(key string) *app {
	for _, a := range s.access.apps {
		if a.key == key {
			return a
		}
	}
	return nil
}

// offered are the scopes an app can get from an account.
func (a *app) offered(p *account) []string {
	scopes := []string{}
	for _, scope := range p.scopes {
		if a.scopes == nil || slices.Contains(a.scopes, scope) {
			scopes = append(scopes, scope)
		}
	}
	return scopes
}
