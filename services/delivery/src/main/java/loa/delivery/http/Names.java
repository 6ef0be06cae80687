package loa.delivery.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who knows the addresses behind a host's name. May block. */
interface Names {
    /** At least one, in the order in which they are to be tried. */
    InetAddress[] addresses(String host) throws UnknownHostException;
}
