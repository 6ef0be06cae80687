package loa.loudspeaker.channel;

import loa.delivery.Delivery;
import loa.delivery.Inquiry;
import loa.loudspeaker.plan.OrderKey;
import loa.loudspeaker.plan.Placing;
import loa.loudspeaker.plan.Plans;
import loa.loudspeaker.station.StationId;

/** Looks into our own plan. What was refused is asked again: placing it a second time gives the same refusal, and does no harm. */
final class PlanInquiry implements Inquiry<StationId> {
    private final Plans plans;

    PlanInquiry(Plans plans) {
        this.plans = plans;
    }

    @Override
    public Answer ask(Delivery<StationId> delivery) {
        var order = new OrderKey(delivery.directive().directive(), delivery.directive().revision());
        return plans.find(delivery.address(), order).filter(p -> p instanceof Placing.Placed)
                .<Answer>map(_ -> new Answer.Found(delivery.id().toString())).orElseGet(Answer.NotFound::new);
    }
}
