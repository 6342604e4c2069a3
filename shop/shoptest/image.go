package shoptest

import "github.com/tiktokshop-go/tiktokshop/internal/sandbox"

// Image is an empty PNG picture, for uploads. Main pictures of products need 300
// pixels on each side.
func Image(width, height int) []byte { return sandbox.PNG(width, height) }
