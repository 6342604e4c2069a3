package sandbox

// send queues a webhook for whoever has asked for it; the lock is held.
func (s *Sandbox) send(n notice) {}
