package loa.sms.subscription;

import loa.sms.phone.PhoneNumber;

/**
 * A good row of a file.
 *
 * @param line of the file, 1 for the header
 */
record ImportRow(long line, PhoneNumber phone, Terms terms) {}
