package loa.publisher.console;

/**
 * A time on a page.
 *
 * @param iso  for machines: RFC 3339
 * @param text for people, in Viet Nam's time and their language
 */
record ShownTime(String iso, String text) {}
