package dev.skerry.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.api.plane.Health;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class ProbesTest {
  private static TestApi api;

  @BeforeAll
  static void start() throws Exception {
    api = TestApi.start();
  }

  @AfterAll
  static void stop() throws Exception {
    api.close();
  }

  private static Health.Check check(String name, boolean live, String trouble) {
    return new Health.Check(
        name, live, "fine", Optional.of(trouble).filter(text -> !text.isEmpty()));
  }

  private static String told(String path, int status) throws Exception {
    var answer = TestApi.send(api.anonymous(), api.request(path).GET());
    assertThat(answer.status()).as(path).isEqualTo(status);
    return answer.text();
  }

  @Test
  void whatIsWellIsOkToAnybodyAndExplainedOnRequest() throws Exception {
    api.plane.health = List.of(check("loop", true, ""), check("store", false, ""));
    assertThat(told("/readyz", 200)).isEqualTo("ok");
    assertThat(told("/readyz?verbose", 200))
        .isEqualTo("[+]loop ok: fine\n[+]store ok: fine\nreadyz check passed\n");
    assertThat(told("/livez?verbose", 200)).isEqualTo("[+]loop ok: fine\nlivez check passed\n");
  }

  @Test
  void troubleIsNotReadyAndOnlyWhatAStartMendsIsNotLive() throws Exception {
    api.plane.health = List.of(check("loop", true, ""), check("store", false, "the disk is full"));
    assertThat(told("/readyz", 500))
        .isEqualTo("[+]loop ok: fine\n[-]store failed: the disk is full\nreadyz check failed\n");
    assertThat(told("/healthz", 500)).contains("the disk is full");
    assertThat(told("/readyz?exclude=store", 200)).isEqualTo("ok");
    assertThat(told("/readyz/store", 500)).contains("the disk is full");
    assertThat(told("/readyz/loop", 200)).isEqualTo("ok");
    assertThat(told("/readyz/other", 404)).contains("could not find");
    assertThat(told("/livez", 200)).isEqualTo("ok");
    api.plane.health = List.of(check("loop", true, "the loop has ended"));
    assertThat(told("/livez", 500)).contains("the loop has ended");
  }
}
