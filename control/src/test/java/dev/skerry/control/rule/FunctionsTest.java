package dev.skerry.control.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What Kubernetes adds to CEL; each line holds.
final class FunctionsTest {
  private static Expression.Answer ask(String text) {
    Expression read = Expression.read(text, Expression.Type.BOOL, List.of());
    assertThat(read.problem()).isEmpty();
    return read.ask(new Facts());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "isQuantity('1.5Gi') && !isQuantity('1,5')",
        "quantity('1000m') == quantity('1')",
        "quantity('500Mi').isLessThan(quantity('1Gi'))",
        "quantity('2').compareTo(quantity('1')) == 1",
        "quantity('50k').add(1) == quantity('50001')",
        "quantity('1').sub(quantity('3')).sign() == -1",
        "quantity('50k').asInteger() == 50000 && !quantity('50m').isInteger()",
        "quantity('500m').asApproximateFloat() == 0.5",
        "isIP('127.0.0.1') && !isIP('127.0.0.01') && !isIP('::ffff:1.2.3.4') && !isIP('fe80::1%eth0')",
        "ip('2001:DB8::1') == ip('2001:db8:0::1') && ip('::1').family() == 6",
        "ip.isCanonical('2001:db8::abcd') && !ip.isCanonical('2001:DB8::ABCD')",
        "string(ip('2001:db8:0:0:1:0:0:1')) == '2001:db8::1:0:0:1' && string(ip('0::0')) == '::'",
        "string(ip('1:2:3:4:5:6::')) == '1:2:3:4:5:6::'",
        "ip('127.0.0.1').isLoopback() && ip('0.0.0.0').isUnspecified()",
        "ip('10.0.0.1').isGlobalUnicast() && !ip('255.255.255.255').isGlobalUnicast()",
        "ip('fe80::1').isLinkLocalUnicast() && ip('224.0.0.1').isLinkLocalMulticast()",
        "isCIDR('10.0.0.0/8') && !isCIDR('10.0.0.0/33') && !isCIDR('10.0.0.0')",
        "cidr('192.168.0.0/24').containsIP('192.168.0.7') && !cidr('192.168.0.0/24').containsIP(ip('192.168.1.7'))",
        "cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && !cidr('10.1.0.0/16').containsCIDR(cidr('10.0.0.0/8'))",
        "cidr('192.168.1.7/24').masked() == cidr('192.168.1.0/24') && cidr('::1/128').prefixLength() == 128",
        "string(cidr('192.168.1.7/24').ip()) == '192.168.1.7' && string(cidr('10.0.0.0/8')) == '10.0.0.0/8'",
        "isURL('https://a.example/x') && isURL('/x') && !isURL('a.example') && !isURL('../x')",
        "url('https://me@[::1]:8443/a%20b?k=1&k=2&l=').getHost() == '[::1]:8443'",
        "url('https://[::1]:8443/').getHostname() == '::1' && url('https://[::1]:8443/').getPort() == '8443'",
        "url('https://a.example/a%20b').getEscapedPath() == '/a%20b' && url('/x').getScheme() == ''",
        "url('/x?k=1&k=2&l=').getQuery() == {'k': ['1', '2'], 'l': ['']}",
        "'abc 123 def 45'.find('[0-9]+') == '123' && 'abc'.find('[0-9]+') == ''",
        "'1 22 333'.findAll('[0-9]+') == ['1', '22', '333'] && '1 22 333'.findAll('[0-9]+', 2) == ['1', '22']",
        "!format.named('dns1123Label').value().validate('shop-1').hasValue()",
        "format.dns1123Label().validate('Shop').value().size() == 1",
        "!format.named('nothing').hasValue() && !format.uuid().validate('123e4567-e89b-12d3-a456-426614174000').hasValue()",
        "string(dyn(5)) == '5' && string(dyn(ip('1.2.3.4'))) == '1.2.3.4'",
        "quantity(dyn('1')) == quantity('1') && quantity('1').add(dyn(1)) == quantity('2')",
        "cidr('10.0.0.0/8').containsIP(dyn('10.1.1.1')) && cidr('10.0.0.0/8').containsIP(dyn(ip('10.1.1.1')))",
        "[1, 2, 3].sum() == 6 && [3, 1].min() == 1 && [1, 2, 1].indexOf(2) == 1 && [1, 2].isSorted()",
      })
  void holds(String text) {
    assertThat(ask(text)).as(text).isEqualTo(new Expression.Answer.Holds(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quantity('x') == quantity('1')",
        "ip('x').family() == 4",
        "url('x').getHost() == ''",
        "quantity('1500m').asInteger() == 1",
        "cidr('10.0.0.0').prefixLength() == 8",
        "'a'.find('(') == ''",
        "quantity(dyn(1)) == quantity('1')"
      })
  void cannotBeAnswered(String text) {
    assertThat(ask(text)).as(text).isInstanceOf(Expression.Answer.Failed.class);
  }
}
