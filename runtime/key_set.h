// KeySet: an ordered set of 64-bit keys in 16 bytes each.
//
// A treap: a search tree by key that is also a heap by priority, which is a hash of the key under a
// secret seed. Whatever keys come in whatever order, the tree looks like one built from a random
// order, so every operation takes O(log n) expected time, and nobody who does not know the seed can
// choose keys that make it deep.
#ifndef SHOAL_RUNTIME_KEY_SET_H_
#define SHOAL_RUNTIME_KEY_SET_H_

#include <cassert>
#include <cstdint>
#include <optional>
#include <vector>

namespace shoal::runtime {

class KeySet {
 public:
  explicit KeySet(uint64_t seed) : seed_(seed) {}

  bool empty() const { return root_ == kNone; }

  /// Allocates what `keys` at one time take: up to there insert() does not allocate.
  void reserve(size_t keys) {
    if (keys > nodes_.capacity()) nodes_.reserve(std::max(keys, 2 * nodes_.capacity()));
  }

  /// Adds a key that is not in the set.
  void insert(uint64_t key) {
    const uint32_t added = make_node(key);
    const uint64_t rank = priority(key);
    uint32_t* link = &root_;
    while (*link != kNone && priority(nodes_[*link].key) >= rank) {
      assert(nodes_[*link].key != key);
      link = key < nodes_[*link].key ? &nodes_[*link].left : &nodes_[*link].right;
    }
    split(*link, key, nodes_[added].left, nodes_[added].right);
    *link = added;
  }

  /// Removes a key that is in the set.
  void erase(uint64_t key) {
    uint32_t* link = &root_;
    while (nodes_[*link].key != key) {
      link = key < nodes_[*link].key ? &nodes_[*link].left : &nodes_[*link].right;
      assert(*link != kNone);
    }
    const uint32_t removed = *link;
    *link = merge(nodes_[removed].left, nodes_[removed].right);
    nodes_[removed].left = spare_;
    spare_ = removed;
  }

  /// The smallest key that is >= `key`.
  std::optional<uint64_t> at_least(uint64_t key) const {
    std::optional<uint64_t> best;
    for (uint32_t n = root_; n != kNone;) {
      const Node& node = nodes_[n];
      if (node.key >= key) best = node.key;
      n = node.key > key ? node.left : node.key == key ? kNone : node.right;
    }
    return best;
  }

  std::optional<uint64_t> largest() const {
    std::optional<uint64_t> best;
    for (uint32_t n = root_; n != kNone; n = nodes_[n].right) best = nodes_[n].key;
    return best;
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Node {
    uint64_t key;
    uint32_t left;
    uint32_t right;
  };

  // The finaliser of SplitMix64.
  uint64_t priority(uint64_t key) const {
    uint64_t x = key ^ seed_;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
  }

  uint32_t make_node(uint64_t key) {
    if (spare_ == kNone) {
      nodes_.push_back({key, kNone, kNone});
      return static_cast<uint32_t>(nodes_.size() - 1);
    }
    const uint32_t n = spare_;
    spare_ = nodes_[n].left;
    nodes_[n] = {key, kNone, kNone};
    return n;
  }

  // Cuts tree `n` into the keys below and above `key`.
  void split(uint32_t n, uint64_t key, uint32_t& below, uint32_t& above) {
    uint32_t* low = &below;
    uint32_t* high = &above;
    while (n != kNone) {
      Node& node = nodes_[n];
      if (node.key < key) {
        *low = n;
        low = &node.right;
        n = node.right;
      } else {
        *high = n;
        high = &node.left;
        n = node.left;
      }
    }
    *low = kNone;
    *high = kNone;
  }

  // Joins two trees, every key of `low` being below every key of `high`.
  uint32_t merge(uint32_t low, uint32_t high) {
    uint32_t root = kNone;
    uint32_t* link = &root;
    while (low != kNone && high != kNone) {
      if (priority(nodes_[low].key) >= priority(nodes_[high].key)) {
        *link = low;
        link = &nodes_[low].right;
        low = *link;
      } else {
        *link = high;
        link = &nodes_[high].left;
        high = *link;
      }
    }
    *link = low != kNone ? low : high;
    return root;
  }

  std::vector<Node> nodes_;
  uint32_t root_ = kNone;
  uint32_t spare_ = kNone;  // Removed nodes, linked through `left`.
  uint64_t seed_;
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_KEY_SET_H_
