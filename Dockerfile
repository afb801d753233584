# syntax=docker/dockerfile:1
# docker build -t flowmaker .
# docker run --init=false --stop-timeout 60 -v flowmaker-journal:/flowmaker/journal flowmaker run conf/FILE.conf

FROM maven:3.9.9-eclipse-temurin-17 AS build
WORKDIR /flowmaker
COPY pom.xml ./
COPY src/main src/main
RUN --mount=type=cache,target=/m2 mvn -q -B -Dmaven.repo.local=/m2 -Dmaven.test.skip=true package

# A whole JDK, not a JRE: Chronicle Map compiles classes at run time and needs the module jdk.compiler.
FROM eclipse-temurin:17.0.15_6-jdk-noble
# A home of its own: Chronicle's native helpers (JNA, jffi) unpack there and in /tmp, so neither may be mounted noexec.
RUN useradd --system --create-home --uid 10001 flowmaker
WORKDIR /flowmaker
# The same layout as a clone, so that the README's commands hold; without sources the script only runs.
COPY scripts/flowmaker scripts/healthcheck scripts/
COPY conf conf
COPY --from=build /flowmaker/target/flowmaker.jar target/flowmaker.jar
RUN mkdir journal && chown flowmaker:flowmaker journal
USER flowmaker

# The journal is the only thing that must outlive the container. One daemon, one journal, one volume.
VOLUME /flowmaker/journal

# Unhealthy when the daemon's heartbeat in its journal is old. A container that runs another command has no heartbeat:
# start it with --no-healthcheck.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["/flowmaker/scripts/healthcheck"]

# Exec form, and the script becomes java: pid 1 is the JVM, and SIGTERM makes the daemon cancel its orders, wait for the
# venue to confirm, write that down and exit 0. Give it the time: docker stop kills after 10 s unless told otherwise.
#
# Being pid 1 has a trap: Chronicle's write lock names its holder by process id, and in a container that is 1 every time.
# After a kill -9 the next daemon would take the dead one's lock for its own and wait for ever. So the journal's writer
# takes a file lock of its own first, which dies with its process, and only then clears what the table store still says.
ENTRYPOINT ["/flowmaker/scripts/flowmaker"]
CMD ["--help"]
