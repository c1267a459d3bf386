// A UUIDv7: 48 bits of the clock in ms, then random ones. Source: RFC 9562, section 5.7.
export function newId(at = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, Math.floor(at / 0x10000));
  view.setUint16(4, at % 0x10000);
  view.setUint8(6, 0x70 | (bytes[6] & 0x0f));
  view.setUint8(8, 0x80 | (bytes[8] & 0x3f));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
