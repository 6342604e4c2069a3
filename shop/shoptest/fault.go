package shoptest

import (
	"net/url"
	"time"

	"github.com/tiktokshop-go/tiktokshop/internal/sandbox"
)

// Fault is something that goes wrong:
//
//	Fault{Status: 503, Body: "<html>"}                       // the edge fails
//	Fault{Code: 36009002, RetryAfter: 2 * time.Second}       // too many requests
//	Fault{Cut: true}                                         // connection lost before the work
//	Fault{Cut: true, Handled: true}                          // lost after it: the caller cannot know
//	Fault{Route: "POST /order/202309/orders/search", Times: 3, Code: 36009003}
type Fault struct {
	Route      string        // method and path, with {placeholders} or with ids; "" means any
	Times      int           // how many requests it hits; 0 means one, a negative number all
	Status     int           // HTTP status; 0 means the one that goes with Code
	Code       int           // code of the answer; 0 sends no envelope but Body
	Message    string        // text beside Code
	RetryAfter time.Duration // sent in whole seconds, rounded up
	Body       string        // sent instead of an envelope
	Delay      time.Duration // waited first; a fault with nothing else only slows the call down
	Cut        bool          // the connection is closed without an answer
	Handled    bool          // the request takes effect all the same
	Truncate   int           // the request takes effect, so many bytes of its answer are sent, then the connection is closed

	WrongType    string // path of a field of the answer that gets another JSON type, such as "data.orders.id"
	ExpiredToken bool   // the access token of the request ends, as if its time were over: code 105002 until it is refreshed
	Limit        bool   // answered as calls beyond the limit are, with Retry-After
}

// Fault makes something go wrong. Of several faults that fit a request the
// oldest is taken.
func (s *Server) Fault(f Fault) { s.shop.Fault(sandbox.Fault(f)) }

// Request is a request the server has received.
type Request struct {
	Time     time.Time  // by the server's clock
	Method   string     // HTTP method
	Path     string     // as received
	Route    string     // method and path with {placeholders}, "" when there is no such route
	App      string     // app key
	Shop     string     // id of the shop whose cipher was sent, "" without one
	Query    url.Values // without signature, secrets and tokens
	BodySize int        // in bytes
	Status   int        // HTTP status of the answer; 0 when the connection was cut
	Code     int        // code of the answer
	Applied  bool       // it changed something
	Faulted  bool       // a [Fault] hit it
}

// Requests are the requests received so far, at most the last 100,000.
func (s *Server) Requests() []Request {
	var out []Request
	for _, r := range s.shop.Requests() {
		out = append(out, Request(r))
	}
	return out
}
