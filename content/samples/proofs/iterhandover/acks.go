package iterhandover

import "context"

// acks counts the acknowledgements that came.
type acks struct {
	open int           // records of the snapshot
	came chan struct{} // one element for each acknowledgement
}

func (a acks) ack() { a.came <- struct{}{} }

// waitForAcks waits until all records of the snapshot are acknowledged.
func (a acks) waitForAcks(ctx context.Context) error {
	for range a.open {
		select {
		case <-a.came:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}
