export interface CartOptions {
  /** Tax on top of the prices. */
  taxPercent?: number;
  /** Value in cents from which shipping costs nothing. */
  freeShippingFrom?: number;
  /** Cost of shipping in cents. */
  shipping?: number;
}

export interface CartItem {
  name: string;
  /** Price of one in cents. */
  price: number;
  quantity: number;
}

/** All in cents. */
export interface CartTotal {
  items: number;
  discount: number;
  tax: number;
  shipping: number;
  total: number;
}

export interface CartState {
  items: CartItem[];
  discountPercent: number;
}

/** Collects items and computes what they cost. */
export class Cart {
  readonly #options: Required<CartOptions>;
  #items: CartItem[];
  #discountPercent: number;

  constructor(options: CartOptions = {}, state: CartState = { items: [], discountPercent: 0 }) {
    const { taxPercent = 0, freeShippingFrom = 5000, shipping = 0 } = options;
    this.#options = { taxPercent, freeShippingFrom, shipping };
    this.#items = structuredClone(state.items);
    this.#discountPercent = state.discountPercent;
  }

  /** Adds items; those with the same name and price are counted together. */
  add(name: string, price: number, options: { quantity?: number } = {}): void {
    const { quantity = 1 } = options;
    if (!Number.isInteger(price) || price < 0)
      throw new RangeError('The price must be whole cents.');
    checkQuantity(quantity);
    const same = this.#items.find((item) => item.name === name && item.price === price);
    if (same) same.quantity += quantity;
    else this.#items.push({ name, price, quantity });
  }

  /** Takes items away, all of that name where no quantity is given. */
  remove(name: string, options: { quantity?: number | undefined } = {}): void {
    const item = this.#items.find((candidate) => candidate.name === name);
    if (!item) throw new RangeError(`There is no ${name} in the cart.`);
    const { quantity = item.quantity } = options;
    checkQuantity(quantity);
    item.quantity -= quantity;
    this.#items = this.#items.filter((candidate) => candidate.quantity > 0);
  }

  /** Takes a share off the items; a later discount replaces an earlier one. */
  discount(percent: number): void {
    if (!(percent >= 0 && percent <= 100))
      throw new RangeError('A discount must be 0 to 100 percent.');
    this.#discountPercent = percent;
  }

  /** Computes what the cart costs. Discount and tax are rounded to whole cents. */
  total(): CartTotal {
    const { taxPercent, freeShippingFrom, shipping: fee } = this.#options;
    const items = this.#items.reduce((sum, { price, quantity }) => sum + price * quantity, 0);
    const discount = Math.round((items * this.#discountPercent) / 100);
    const tax = Math.round(((items - discount) * taxPercent) / 100);
    const free = items === 0 || items - discount >= freeShippingFrom;
    const shipping = free ? 0 : fee;
    return { items, discount, tax, shipping, total: items - discount + tax + shipping };
  }

  list(): CartItem[] {
    return this.#items.map((item) => ({ ...item }));
  }

  toJSON(): CartState {
    return { items: this.#items, discountPercent: this.#discountPercent };
  }
}

function checkQuantity(quantity: number): void {
  if (!Number.isInteger(quantity) || quantity < 1) {
    throw new RangeError('The quantity must be a whole number above zero.');
  }
}
