"""What the commands of `syntolk` do, beyond what `cli` says of them in a line each."""
