package loa.loudspeaker.playlist;

import java.io.ByteArrayOutputStream;
import java.time.format.DateTimeFormatter;
import java.util.List;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** XSPF version 1 (https://www.xspf.org/spec). */
final class Xspf {
    private static final String NAMESPACE = "http://xspf.org/ns/0/";
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

    private Xspf() {}

    static byte[] write(Playlist playlist, List<Playlist.Item> items) {
        var out = new ByteArrayOutputStream();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("playlist");
            xml.writeDefaultNamespace(NAMESPACE);
            xml.writeAttribute("version", "1");
            element(xml, "title", playlist.station() + " " + playlist.day());
            element(xml, "creator", "Loa");
            element(xml, "date", DATE_TIME.format(playlist.plannedAt()));
            xml.writeStartElement("trackList");
            for (int i = 0; i < items.size(); i++) {
                track(xml, items.get(i), i + 1);
            }
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
            return out.toByteArray();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML into memory cannot fail", e);
        }
    }

    private static void track(XMLStreamWriter xml, Playlist.Item item, int number) throws XMLStreamException {
        xml.writeStartElement("track");
        element(xml, "location", item.clip().url());
        element(xml, "identifier", "urn:uuid:" + item.id());
        element(xml, "title", item.label());
        element(xml, "annotation", item.text());
        element(xml, "trackNum", Integer.toString(number));
        element(xml, "duration", Long.toString(Math.round(item.clip().seconds() * 1000)));
        meta(xml, "urn:loa:item:start", DATE_TIME.format(item.start()));
        meta(xml, "urn:loa:item:bulletin-class", item.bulletinClass().code());
        xml.writeEndElement();
    }

    private static void meta(XMLStreamWriter xml, String rel, String value) throws XMLStreamException {
        xml.writeStartElement("meta");
        xml.writeAttribute("rel", rel);
        xml.writeCharacters(value);
        xml.writeEndElement();
    }

    private static void element(XMLStreamWriter xml, String name, String text) throws XMLStreamException {
        xml.writeStartElement(name);
        xml.writeCharacters(fit(text));
        xml.writeEndElement();
    }

    /** Without what XML 1.0 cannot carry (section 2.2). */
    private static String fit(String text) {
        return text.codePoints()
                .filter(c -> c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd)
                        || c >= 0x10000)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
