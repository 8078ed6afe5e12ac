/**
 * A text that sorts as SQL Server sorts uniqueidentifiers: bytes 10-15 first, then 8-9, 6-7, 4-5, 0-3 (the last three groups are
 * stored with their bytes turned round). Dataverse pages an unordered query by primary key in this order.
 */
export function sqlOrder(id: string): string {
  return (
    id.slice(24, 36) +
    id.slice(19, 23) +
    id.slice(16, 18) +
    id.slice(14, 16) +
    id.slice(11, 13) +
    id.slice(9, 11) +
    id.slice(6, 8) +
    id.slice(4, 6) +
    id.slice(2, 4) +
    id.slice(0, 2)
  );
}
