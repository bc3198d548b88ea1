/**
 * Protocol Buffers' wire format (https://protobuf.dev/programming-guides/encoding/), as far as OTLP uses it: the SDKs of Python send
 * nothing else.
 */

/** A field's value: a number, or the bytes of a text or of a message. */
type Value = bigint | Uint8Array;

const decoder = new TextDecoder();

/** One message, whose fields are asked for by their numbers. */
export class Message {
  readonly #fields = new Map<number, Value[]>();

  /** @throws {RangeError} for bytes that are no message. */
  constructor(bytes: Uint8Array) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    const varint = (): bigint => {
      let value = 0n;
      for (let shift = 0n; ; shift += 7n) {
        const byte = view.getUint8(at++);
        value |= BigInt(byte & 0x7f) << shift;
        if (byte < 0x80) return value;
      }
    };
    const readValue = (wireType: number): Value => {
      if (wireType === 0) return varint();
      const length = wireType === 1 ? 8 : wireType === 5 ? 4 : wireType === 2 ? Number(varint()) : undefined;
      if (length === undefined || at + length > bytes.length) throw new RangeError(`not a message at byte ${at}`);
      at += length;
      if (wireType === 1) return view.getBigUint64(at - 8, true);
      if (wireType === 5) return BigInt(view.getUint32(at - 4, true));
      return bytes.subarray(at - length, at);
    };
    while (at < bytes.length) {
      const key = Number(varint());
      const field = key >> 3;
      this.#fields.set(field, [...(this.#fields.get(field) ?? []), readValue(key & 7)]);
    }
  }

  /** Whether the message has the field. */
  has(field: number): boolean {
    return this.#fields.has(field);
  }

  /** A text; empty where it is not there. */
  text(field: number): string {
    const value = this.#fields.get(field)?.at(-1);
    return value instanceof Uint8Array ? decoder.decode(value) : "";
  }

  /** A whole number, or a truth as 0 or 1; 0 where it is not there. */
  number(field: number): number {
    const value = this.#fields.get(field)?.at(-1);
    return typeof value === "bigint" ? Number(value) : 0;
  }

  /** The messages in a field. */
  messages(field: number): readonly Message[] {
    return (this.#fields.get(field) ?? []).flatMap((value) =>
      value instanceof Uint8Array ? [new Message(value)] : [],
    );
  }

  /** 64-bit floats, packed into one text of bytes or one by one. */
  doubles(field: number): readonly number[] {
    return (this.#fields.get(field) ?? []).flatMap((value) => {
      const bytes = value instanceof Uint8Array ? value : new Uint8Array(new BigUint64Array([value]).buffer);
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      return Array.from({ length: bytes.length / 8 }, (_, index) => view.getFloat64(index * 8, true));
    });
  }
}
