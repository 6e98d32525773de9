import { BlockList, isIP } from 'node:net'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isWithinNetworks, networksFrom } from '../../src/domain/network.ts'

describe('networks', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    [' 203.0.113.0/24 ', '203.0.113.0/24'],
    ['203.0.113.7/24', '203.0.113.0/24'],
    ['203.0.113.7/32', '203.0.113.7'],
    ['10.1.2.3/9', '10.0.0.0/9'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['::1', '::1'],
    ['::', '::'],
    ['::/0', '::/0'],
    ['2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
    ['2001:db8::ff00:42:8329/32', '2001:db8::/32'],
    ['2001:db8:0:1:0:0:0:1', '2001:db8:0:1::1'],
    ['2001:0:0:1::/64', '2001:0:0:1::/64'],
    ['1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8'],
    ['1::2:0:0:3/127', '1::2:0:0:2/127'],
    ['fe80::/10', 'fe80::/10'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7/120', '203.0.113.0/24'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
  ])('%s is read as %s', (typed, read) => {
    expect(networksFrom([typed])).toEqual([read])
    expect(networksFrom([read, typed]), 'once, and the same again').toEqual([read])
  })

  test.each([
    ...[
      'x',
      '1.2.3',
      '1.2.3.4.5',
      '1.2.3.256',
      '01.2.3.4',
      '1.2.3.4/33',
      '1.2.3.4/-1',
      '1.2.3.4/8/8',
      '1.2.3.4/',
    ],
    ...[
      '1.2.3.4/x',
      '/8',
      ':',
      ':::',
      '1::2::3',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      '1:2:3:4:5:6:7::8:9',
      'g::',
    ],
    ...[
      '::/129',
      '12345::',
      '::1.2.3',
      '::ffff:1.2.3.4/95',
      '1.2.3.4 5.6.7.8',
      '\u0661.2.3.4',
      'example.com',
      '::1%eth0',
    ],
  ])('%s is none', (typed) => {
    expect(() => networksFrom([typed])).toThrowError(
      expect.objectContaining({ code: 'network-unreadable', facts: { typed } }),
    )
  })

  test('let in whoever stands in one of them, however the socket writes it; none let in everybody', () => {
    const networks = ['203.0.113.0/24', '2001:db8::/32', '::1']
    for (const ip of ['203.0.113.255', '::ffff:203.0.113.9', '2001:db8:ffff::1', '::1', '2001:DB8::9%eth0'])
      expect(isWithinNetworks(networks, ip), ip).toBe(true)
    for (const ip of [
      '203.0.114.0',
      '::ffff:203.0.114.9',
      '2001:db9::',
      '::2',
      '127.0.0.1',
      'unknown',
      '',
      null,
    ])
      expect(isWithinNetworks(networks, ip), String(ip)).toBe(false)
    expect(isWithinNetworks([], null)).toBe(true)
    expect(isWithinNetworks(['0.0.0.0/0'], '::1')).toBe(false)
  })

  const four = fc.ipV4()
  const six = fc.ipV6()
  test('are judged as Node judges them, whatever they are', () => {
    const one = (it: string) => networksFrom([it])[0] ?? ''
    fc.assert(
      fc.property(
        fc.oneof(
          fc.record({ net: four, length: fc.nat(32), ip: four }),
          fc.record({ net: six, length: fc.nat(128), ip: six }),
        ),
        ({ net, length, ip }) => {
          const family = isIP(net) === 4 ? 'ipv4' : 'ipv6'
          // Node takes an IPv4 inside of IPv6 for an IPv4 too; those are pinned above.
          fc.pre(!/^::ffff:/i.test(one(net)) && isIP(one(ip)) === isIP(ip) && isIP(one(net)) === isIP(net))
          const list = new BlockList()
          list.addSubnet(net, length, family)
          expect(isWithinNetworks([one(`${net}/${length}`)], ip)).toBe(list.check(ip, family))
        },
      ),
      { numRuns: 300 },
    )
  })

  test('of any text are read or refused, and never anything else', () => {
    const piece = fc.oneof(
      fc.constantFrom('::', ':', '.', '/', 'ffff', '0', '255', '1', '%', ' '),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        try {
          networksFrom([pieces.join('')])
        } catch (fault) {
          expect(fault).toMatchObject({ code: 'network-unreadable' })
        }
      }),
    )
  })
})
