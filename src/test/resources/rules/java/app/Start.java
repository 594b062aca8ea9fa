package app;

final class Start {

    Object start(ProducerTemplate template, Exchange exchange) {
        template.requestBody("direct:open-shop", exchange.getVariable("run"));
        return System.getProperty("kind");
    }
}
