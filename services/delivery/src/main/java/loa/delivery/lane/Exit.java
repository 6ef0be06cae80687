package loa.delivery.lane;

/** Where claimed deliveries go to: to be sent, or straight to the ledger. */
record Exit<A>(Dispatcher<A> dispatcher, Settler settler) {}
