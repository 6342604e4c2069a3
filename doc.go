// Package tiktokshop is a client for the TikTok Shop Open Platform.
//
// A [Client] holds one app's credentials and one account's tokens. The typed
// packages are built on it:
//
//	c, err := tiktokshop.New(tiktokshop.Config{AppKey: key, AppSecret: secret, Tokens: tokens})
//	if err != nil {
//		return err
//	}
//	orders := shop.New(c.For(cipher)).Orders
//	req := &shop.SearchOrdersRequest{OrderStatus: shop.OrderStatusAwaitingShipment, PageSize: 50}
//	for o, err := range orders.SearchAll(ctx, req) {
//		if err != nil {
//			return err
//		}
//		fmt.Println(o.ID, o.Payment.TotalAmount, o.Payment.Currency)
//	}
//
// Any other path, at any version, is called by [Client.Do].
//
// # Accounts, shops and tokens
//
// [Client.AuthorizeURL] leads a person to the page where the app is let in, and
// [Client.Exchange] turns the code that comes back into a [Token]. A [Refresher]
// keeps the token fresh in a [TokenStore]. [Client.As] gives a client for
// another account and [Client.For] one for a shop of it; both are cheap.
//
//	store := tiktokshop.FileStore("tokens")
//	account := c.As(c.Refresher(store, "my-seller"))
//
// # What every call does
//
// It waits for the rate limit of its route, takes a token, signs, sends, and
// reads the answer's code. Calls that only read are repeated after faults and
// refusals. Calls that write are repeated only when the first try surely did
// nothing, or when they carry an idempotency key. An expired token is renewed
// and a wrong clock corrected, once a call. See [Config] for how often and how
// long, and [Limits] for the rate.
//
// # Errors
//
// Every refusal is an [*Error]. Match its kind with errors.Is ([ErrRateLimited],
// [ErrPermission], …) and read its code with errors.As. When a deadline ends the
// tries, the error matches both the deadline and the last refusal. Two errors
// come beside a value that can be used: [*PartialFailure], when the platform
// accepted a batch with failures inside, and [*DecodeError], when a part of the
// answer did not fit its type.
//
// # Webhooks
//
// [WebhookHandler] verifies deliveries and hands them over as [Event], typed by
// topic. It can leave out duplicates and put events into a queue.
//
// # Values
//
// Ids are strings, amounts are exact [Decimal] text, moments are [Time]. Fields
// and enum values the module does not know yet are kept or ignored, never
// refused, and an answer that breaks its schema is read as far as it goes.
package tiktokshop

//go:generate go run ./internal/gen
