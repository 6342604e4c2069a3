// Package sandbox is a shop platform in one process. It checks requests as the
// real one does, keeps shops whose products, orders and people lead a life of
// their own, sends webhooks, and fails on demand. The package shop/shoptest is
// its public face, examples/sandbox runs it as a program.
//
// # How a request is answered
//
// [Sandbox.ServeHTTP] finds the route (route.go), takes a fault if one waits
// (fault.go), checks what the gateway checks (verify.go, params.go, body.go) and
// calls the operation's handler (handlers.go) with the lock held. An operation
// without a handler is answered from the catalogue's examples (example.go).
// Answers hold what the catalogue declares, nothing else (collection.go).
//
// # Time
//
// Nothing here asks the machine for the time but clock.go. What is going to
// happen is planned ([Sandbox.Advance], plan, after) and happens when the
// sandbox's time comes, in order, each event at its own time. How long things
// take stands in tempo.go. Random choices come from one seeded source, so equal
// runs are equal.
//
// # Where things are
//
//	access, token      apps, accounts, consent pages, grants
//	control, status    control calls and the page under /sandbox/
//	scenario           what a sandbox begins with
//	webhook            deliveries, repeats, the courier
//	market, people     countries, money, names and addresses
//	products, stock,   listings and their review, quantities, categories, pictures,
//	catalog, media,    products of several shops
//	global
//	promotion          prices that change for a time, coupons
//	sales, order       orders from the cart to the end, and who places them
//	parcel, label      packages, tracking, documents
//	cancel, aftersales cancellations, returns and refunds
//	returns
//	finance            statements and payments
//	affiliate, creator collaborations, samples, showcases, campaigns, videos, chats with
//	campaign, video,   creators
//	chat, upload
//	live, stats        LIVE rooms, their viewers and figures
//	analytics, review  figures of shops, products and videos; reviews
//	fbt, mcf           the platform's warehouses
//	managed            the fully managed mode
//	service            conversations with buyers and what else a shop does
//
// A [store] is one shop, with a field for the state of each part; what belongs
// to no shop lies in [world]. Parts meet in moves.go: it tells all of them that
// an order has moved on or that money went back. Everything is guarded by one
// lock, so handlers and events need none of their own.
package sandbox
