/**
 * Service Bus keeps lock tokens as .NET Guids: as a delivery tag the first three groups have their bytes turned round, in
 * `$management` bodies the same token is an AMQP uuid in RFC 4122 order. The swap undoes itself.
 */
export function swapGuid(token: Buffer): Buffer {
  const swapped = Buffer.from(token);
  swapped.subarray(0, 4).reverse();
  swapped.subarray(4, 6).reverse();
  swapped.subarray(6, 8).reverse();
  return swapped;
}

/** .NET ticks (100 ns since year 1) as a big-endian long, for `com.microsoft:locked-until-utc`. Takes milliseconds since 1970. */
export function toTicks(milliseconds: number): Buffer {
  const ticks = Buffer.alloc(8);
  ticks.writeBigInt64BE(BigInt(Math.round(milliseconds)) * 10_000n + 621_355_968_000_000_000n);
  return ticks;
}
