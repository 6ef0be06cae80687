package loa.delivery.engine;

import java.util.List;
import java.util.concurrent.ExecutionException;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.clients.producer.Producer;

import loa.contract.Channel;
import loa.contract.EventSigner;
import loa.contract.LoaEvent;
import loa.contract.Topics;
import loa.delivery.control.ControlState;
import loa.delivery.intake.EventConsumer;
import loa.delivery.loop.Loop;

/** What follows in the engine from the desk's events. */
record EventEffects(Channel channel, ControlState controls, List<Loop> planners, Speaking speaking, MeterRegistry meters)
        implements
            EventConsumer.Effects {

    /** With whose signature, on which way. */
    record Speaking(EventSigner signer, Producer<String, byte[]> producer) {}

    @Override
    public void changed() {
        controls.refresh();
        planners.forEach(Loop::wake);
    }

    @Override
    public void answer(LoaEvent.HaltAcknowledged answer) throws InterruptedException, ExecutionException {
        speaking.producer().send(speaking.signer().sign(Topics.DELIVERY_REPORTS, answer)).get();
    }

    @Override
    public Counter repeated() {
        return Counter.builder("loa.delivery.events.repeated").tag("channel", channel.code()).register(meters);
    }
}
