"""When the group meets: invitations and plans that come by mail, what they change, and the answer to them."""
