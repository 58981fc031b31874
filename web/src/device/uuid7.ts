/** Ids made on the device, version 7: they sort by time, and within a millisecond by a counter. */

let last = 0;
let counter = 0;

/** A new id; later calls give greater ids, also when the clock is set back. */
export function uuid7(now = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  counter = now > last ? 0 : counter + 1;
  if (counter > 0xfff) {
    last += 1;
    counter = 0;
  }
  last = Math.max(now, last);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(last / 0x1_0000));
  view.setUint16(4, last % 0x1_0000);
  view.setUint16(6, 0x7000 | counter);
  view.setUint8(8, 0x80 | (view.getUint8(8) & 0x3f));
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
