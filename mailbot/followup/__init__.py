"""What follows an approval: somebody is in charge of the work, it is evaluated, and spread."""
