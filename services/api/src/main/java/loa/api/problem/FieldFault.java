package loa.api.problem;

/**
 * What is wrong with one field of a request.
 *
 * @param pointer where: a JSON Pointer (RFC 6901) into the body such as {@code /areas/1}; {@code ?limit} for a parameter of the query, the
 *                name of a header otherwise
 * @param code    what, for programs: {@code unknown-area}
 * @param detail  what, for people, with the offending value
 */
public record FieldFault(String pointer, String code, Wording detail) {}
