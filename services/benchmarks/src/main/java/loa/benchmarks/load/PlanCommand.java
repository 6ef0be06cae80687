package loa.benchmarks.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import loa.benchmarks.product.Desk;
import loa.benchmarks.product.DirectiveText;
import loa.benchmarks.product.Place;
import loa.benchmarks.product.Tuning;
import loa.benchmarks.product.WorkTopic;
import loa.benchmarks.sink.SinkSettings;
import loa.benchmarks.table.MarkdownTable;
import loa.benchmarks.table.RawFigures;
import loa.benchmarks.table.Spread;
import loa.standalone.pause.Pause;

/** How fast an audience becomes work records. */
@Command(name = "plan", mixinStandardHelpOptions = true, description = {"Planning: from issue to the first and the last work record.",
        "Sending is held down to 1,000 a second meanwhile, unless --while-sending."})
public final class PlanCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    @Mixin
    private LoadOptions options = new LoadOptions();
    @Option(names = "--recipients", defaultValue = "1000000", description = "How many (${DEFAULT-VALUE}).")
    private int recipients;
    @Option(names = "--while-sending", description = "With the processors shared with sending at full speed.")
    private boolean sending;

    /** One run; times in milliseconds since the directive was issued, the last one as the desk shows it. */
    private record Plan(int recipients, int records, long first, long last, long shown, long audience, Usage usage) {}

    @Override
    public Integer call() {
        RawFigures raw = options.rawFigures();
        Tuning tuning = sending ? options.tuning() : options.tuning().with("loa.delivery.rate-per-second", "1000");
        List<Plan> plans = new ArrayList<>();
        try (Stage stage = new Stage(options, tuning)) {
            stage.residents().phones(Place.CITY, recipients);
            stage.database().settleDown();
            stage.sink().set(SinkSettings.IDEAL);
            try (var topic = new WorkTopic(stage.loa().credentials(), "sms", "routine")) {
                plan(stage, topic);
                for (int run = 0; run < options.runs(); run++) {
                    plans.add(plan(stage, topic));
                    raw.add(plans.getLast());
                    System.err.println(plans.getLast());
                }
            }
        }
        print(plans);
        System.out.println(raw.line());
        return plans.stream().allMatch(plan -> plan.audience() == recipients) ? 0 : 1;
    }

    private Plan plan(Stage stage, WorkTopic topic) {
        Desk.Approved approved = stage.desk().approve(new DirectiveText("routine", "sms", List.of(Place.CITY.commune())));
        Usage before = Usage.ofLoa(stage);
        Desk.Issued issued = stage.desk().issue(approved);
        long deadline = System.nanoTime() + options.patience().toNanos();
        while (!"complete".equals(planning(stage, issued)) && System.nanoTime() < deadline) {
            Pause.of(BETWEEN_LOOKS);
        }
        long shown = System.currentTimeMillis();
        Usage usage = Usage.ofLoa(stage).since(before);
        WorkTopic.Records records = topic.of(issued);
        stage.desk().cancel(issued);
        long audience = stage.desk().awaitSettled(issued, options.patience()).path("channels").path("sms").path("counts").path("audience")
                .asLong();
        return new Plan(recipients, records.count(), records.firstAt() - issued.askedAt(), records.lastAt() - issued.askedAt(),
                shown - issued.askedAt(), audience, usage);
    }

    private static String planning(Stage stage, Desk.Issued issued) {
        return stage.desk().progress(issued).path("channels").path("sms").path("planning").asString("");
    }

    private static void print(List<Plan> plans) {
        var table = new MarkdownTable("recipients", "records", "first record ms", "last record ms", "shown complete ms", "CPU ms: Loa",
                "Kafka",
                "PostgreSQL");
        Plan one = plans.getFirst();
        table.row(one.recipients(), one.records(), text(plans, Plan::first), text(plans, Plan::last), text(plans, Plan::shown),
                text(plans, plan -> plan.usage().product()), text(plans, plan -> plan.usage().kafka()),
                text(plans, plan -> plan.usage().postgres()));
        System.out.println();
        System.out.println(table);
    }

    private static String text(List<Plan> plans, ToDoubleFunction<Plan> value) {
        return Spread.of(plans.stream().mapToDouble(value).boxed().toList()).text("%,.0f");
    }
}
