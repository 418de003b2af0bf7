export interface InsertOptions<Value> {
  value?: Value | undefined;
}

export interface KeysOptions {
  /** in, pre or post: keys before, between or behind their children. */
  order?: string;
}

interface TreeBranch<Value> {
  key: number;
  value: Value | undefined;
  left: TreeBranch<Value> | undefined;
  right: TreeBranch<Value> | undefined;
  height: number;
}

/** Keys in order, each with a value. The two sides of a branch differ by one in height at most (AVL). */
export class SearchTree<Value = unknown> {
  #root: TreeBranch<Value> | undefined;
  #size = 0;

  /** Puts a key in, or a new value for it, and says how many keys there are. */
  insert(key: number, options: InsertOptions<Value> = {}): number {
    if (Number.isNaN(key)) throw new RangeError('A key is a number.');
    const put = (branch: TreeBranch<Value> | undefined): TreeBranch<Value> => {
      if (!branch) {
        this.#size += 1;
        return { key, value: options.value, left: undefined, right: undefined, height: 1 };
      }
      if (key === branch.key) branch.value = options.value;
      else if (key < branch.key) branch.left = put(branch.left);
      else branch.right = put(branch.right);
      return balanced(branch);
    };
    this.#root = put(this.#root);
    return this.#size;
  }

  has(key: number): boolean {
    return this.#find(key) !== undefined;
  }

  get(key: number): Value | undefined {
    return this.#find(key)?.value;
  }

  /** Takes a key out; the next greater one takes its place. */
  remove(key: number): boolean {
    const before = this.#size;
    const take = (
      branch: TreeBranch<Value> | undefined,
      wanted: number,
    ): TreeBranch<Value> | undefined => {
      if (!branch) return undefined;
      if (wanted < branch.key) branch.left = take(branch.left, wanted);
      else if (wanted > branch.key) branch.right = take(branch.right, wanted);
      else {
        if (wanted === key) this.#size = before - 1;
        if (!branch.left || !branch.right) return branch.left ?? branch.right;
        let next = branch.right;
        while (next.left) next = next.left;
        [branch.key, branch.value] = [next.key, next.value];
        branch.right = take(branch.right, next.key);
      }
      return balanced(branch);
    };
    this.#root = take(this.#root, key);
    return this.#size < before;
  }

  /** Lists the keys. */
  keys(options: KeysOptions = {}): number[] {
    const { order = 'in' } = options;
    if (!/^(in|pre|post)$/.test(order)) throw new RangeError('The order is in, pre or post.');
    const walk = (branch: TreeBranch<Value> | undefined): number[] => {
      if (!branch) return [];
      const [left, right] = [walk(branch.left), walk(branch.right)];
      if (order === 'pre') return [branch.key, ...left, ...right];
      return order === 'in' ? [...left, branch.key, ...right] : [...left, ...right, branch.key];
    };
    return walk(this.#root);
  }

  /** Lists the keys from one to another, both included, without looking at the others. */
  between(from: number, to: number): number[] {
    const walk = (branch: TreeBranch<Value> | undefined): number[] => {
      if (!branch) return [];
      return [
        ...(branch.key > from ? walk(branch.left) : []),
        ...(branch.key >= from && branch.key <= to ? [branch.key] : []),
        ...(branch.key < to ? walk(branch.right) : []),
      ];
    };
    return walk(this.#root);
  }

  height(): number {
    return this.#root?.height ?? 0;
  }

  #find(key: number): TreeBranch<Value> | undefined {
    let branch = this.#root;
    while (branch && branch.key !== key) branch = key < branch.key ? branch.left : branch.right;
    return branch;
  }
}

function heightOf(branch: TreeBranch<unknown> | undefined): number {
  return branch?.height ?? 0;
}

function measured<Value>(branch: TreeBranch<Value>): TreeBranch<Value> {
  branch.height = 1 + Math.max(heightOf(branch.left), heightOf(branch.right));
  return branch;
}

/** Turns a branch whose sides differ by two. */
function balanced<Value>(branch: TreeBranch<Value>): TreeBranch<Value> {
  const lean = heightOf(branch.left) - heightOf(branch.right);
  if (lean > 1 && branch.left) {
    if (heightOf(branch.left.left) < heightOf(branch.left.right))
      branch.left = turnLeft(branch.left);
    return turnRight(branch);
  }
  if (lean < -1 && branch.right) {
    if (heightOf(branch.right.right) < heightOf(branch.right.left))
      branch.right = turnRight(branch.right);
    return turnLeft(branch);
  }
  return measured(branch);
}

function turnRight<Value>(branch: TreeBranch<Value>): TreeBranch<Value> {
  const top = branch.left;
  if (!top) return measured(branch);
  branch.left = top.right;
  top.right = measured(branch);
  return measured(top);
}

function turnLeft<Value>(branch: TreeBranch<Value>): TreeBranch<Value> {
  const top = branch.right;
  if (!top) return measured(branch);
  branch.right = top.left;
  top.left = measured(branch);
  return measured(top);
}
