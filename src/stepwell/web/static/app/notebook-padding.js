import { TAG_SIZE } from "./notebook-ciphers.js";
import { NotebookTrouble } from "./notebook-trouble.js";

// Bytes of a sealed entry with its tag. Who sees only the sizes learns little of what was written.
export const SIZES = Object.freeze([1, 4, 16, 64, 256].map((kib) => kib * 1024));
const LENGTH_SIZE = 4;

// The length as four bytes (big end first), the content, and zeros up to the next size.
export function pad(content) {
  const least = LENGTH_SIZE + content.length + TAG_SIZE;
  const size = SIZES.find((one) => one >= least);
  if (!size) throw new NotebookTrouble("too_long", { over: inKb(least - SIZES.at(-1)) });
  const block = new Uint8Array(size - TAG_SIZE);
  new DataView(block.buffer).setUint32(0, content.length);
  block.set(content, LENGTH_SIZE);
  return block;
}

export function unpad(block) {
  const length = new DataView(block.buffer, block.byteOffset).getUint32(0);
  const end = LENGTH_SIZE + length;
  if (end > block.length || block.subarray(end).some(Boolean)) throw new NotebookTrouble("damaged");
  return block.subarray(LENGTH_SIZE, end);
}

const inKb = (bytes) => `${Math.ceil(bytes / 1000)} KB`;
