package dev.flowmaker.journal;

import dev.flowmaker.core.Message;
import dev.flowmaker.core.MessageKind;
import dev.flowmaker.journal.sbe.MessageHeaderEncoder;
import dev.flowmaker.journal.sbe.StampEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Messages to records and back, by the schema in {@code src/main/sbe}. One thread at a time. After warm-up the kinds of
 * the quoting loop allocate nothing, neither written nor read.
 */
public final class Codec {
    /** The newest schema version this build reads, and the one it writes. */
    public static final int VERSION = MessageHeaderEncoder.SCHEMA_VERSION;

    private final Template<?, ?, ?>[] templates = new Template<?, ?, ?>[256];
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final StampEncoder stamp = new StampEncoder();
    private final Checksum checksum = new Checksum();

    public Codec() {
        add(new SessionTemplates.Started());
        add(new SessionTemplates.State());
        add(new SessionTemplates.Clock());
        add(new SessionTemplates.Stopped());
        add(new MarketTemplates.Book());
        add(new MarketTemplates.Tape());
        add(new MarketTemplates.Best());
        add(new MarketTemplates.Mark());
        add(new StatusTemplates.Status());
        add(new OrderTemplates.Accepted());
        add(new OrderTemplates.Rejected());
        add(new OrderTemplates.Canceled());
        add(new OrderTemplates.Filled());
        add(new OrderTemplates.Report());
        add(new OrderTemplates.Open());
        add(new VenueTemplates.Failed());
        add(new VenueTemplates.Unknown());
        add(new VenueTemplates.NotSent());
        add(new VenueTemplates.Held());
        add(new VenueTemplates.Paid());
        add(new VenueTemplates.Connection());
        add(new VenueTemplates.Limited());
        add(new VenueTemplates.Timer());
        add(new VenueTemplates.Operator());
        add(new VenueTemplates.Trades());
        add(new DecisionTemplates.Quoting());
        add(new DecisionTemplates.Told());
        add(new CommandTemplates.Place());
        add(new CommandTemplates.Cancel());
        add(new CommandTemplates.All());
        add(new CommandTemplates.AskOrder());
        add(new CommandTemplates.AskOpen());
        add(new CommandTemplates.AskBalances());
        add(new CommandTemplates.AskTrades());
        add(new CommandTemplates.Refresh());
        add(new StatusTemplates.Ask());
    }

    private void add(Template<?, ?, ?> template) {
        templates[template.message.kind().code()] = template;
    }

    /** Whether messages of {@code kind} can be written and read. */
    boolean covers(MessageKind kind) {
        return templates[kind.code()] != null;
    }

    /** Writes one record at {@code offset}, which must be a multiple of four; returns its length, one too. */
    public int encode(Message message, MutableDirectBuffer buffer, int offset) {
        Template<?, ?, ?> template = templates[message.kind().code()];
        int end = template.encode(message, buffer, offset + Frame.BODY);
        int length = end - offset;
        while (length % Frame.ALIGNMENT != 0) {
            buffer.putByte(offset + length, (byte) 0);
            length++;
        }
        header.wrap(buffer, offset)
                .blockLength(template.out.sbeBlockLength())
                .templateId(template.out.sbeTemplateId())
                .schemaId(MessageHeaderEncoder.SCHEMA_ID)
                .version(VERSION);
        stamp.wrap(buffer, offset + Frame.BODY)
                .market(message.market)
                .sequence(message.sequence)
                .timeNanos(message.timeNanos)
                .causeSequence(message.causeSequence);
        stamp.checksum(checksum.of(buffer, offset, length) & 0xFFFFFFFFL);
        return length;
    }

    /**
     * Reads the record at {@code offset}. The message returned is valid until the next one of its kind is read.
     *
     * @throws JournalException when {@link #check} does, or a code in it is unknown
     */
    public Message decode(DirectBuffer buffer, int offset, int length) {
        check(buffer, offset, length);
        return decodeChecked(buffer, offset, length);
    }

    /**
     * Proves the record whole and of a schema and kind this build reads.
     *
     * @throws JournalException when it is truncated, damaged, of a newer schema or of an unknown kind
     */
    void check(DirectBuffer buffer, int offset, int length) {
        if (length < Frame.LENGTH) {
            throw JournalException.damaged("a record of " + length + " bytes is shorter than any", null);
        }
        if (Frame.checksum(buffer, offset) != checksum.of(buffer, offset, length)) {
            throw JournalException.damaged("the record's checksum is wrong", null);
        }
        if (Frame.schemaId(buffer, offset) != MessageHeaderEncoder.SCHEMA_ID) {
            throw new JournalException("not a record of flowmaker", "", "name a journal's folder");
        }
        if (Frame.version(buffer, offset) > VERSION) {
            throw new JournalException(
                    "schema version " + Frame.version(buffer, offset) + " is newer than " + VERSION,
                    "",
                    "read it with a newer flowmaker");
        }
        if (templates[Frame.kind(buffer, offset).code()] == null) {
            throw new IllegalStateException("no template for " + Frame.kind(buffer, offset));
        }
    }

    /** Reads a record that {@link #check} has passed. */
    Message decodeChecked(DirectBuffer buffer, int offset, int length) {
        Template<?, ?, ?> template = templates[Frame.templateId(buffer, offset)];
        int end;
        try {
            end = template.decode(
                    buffer, offset + Frame.BODY, Frame.blockLength(buffer, offset), Frame.version(buffer, offset));
        } catch (IndexOutOfBoundsException e) {
            throw JournalException.damaged("the record is truncated", e);
        }
        if (end > offset + length) {
            throw JournalException.damaged("the record is truncated", null);
        }
        Message message = template.message;
        message.market = Frame.market(buffer, offset);
        message.sequence = Frame.sequence(buffer, offset);
        message.timeNanos = Frame.timeNanos(buffer, offset);
        message.causeSequence = Frame.causeSequence(buffer, offset);
        return message;
    }
}
