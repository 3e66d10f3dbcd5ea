# kafka.mk: tawam filter between two topics of a Kafka broker.

KAFKA	:= build/kafka

.PHONY: check-kafka
check-kafka: $(TAWAM) $(GENERATE) ## tawam filter on a real broker (fetches it)
	@tests/kafka/run.sh $(CURDIR)/$(TAWAM) $(CURDIR)/$(GENERATE) $(KAFKA)
