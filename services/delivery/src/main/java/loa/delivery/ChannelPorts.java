package loa.delivery;

import loa.contract.Channel;

/** All that a channel brings. A new channel is a module that makes one of these. */
public record ChannelPorts<A>(Channel channel, Audience audience, AddressBook<A> addressBook, Sender<A> sender, Inquiry<A> inquiry) {}
