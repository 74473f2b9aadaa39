// Who keeps whom alive. The API has no store: handles share ownership, and function references,
// which are plain pointers to records inside instances, can flow from any object into any other
// that it is connected with.
//
// Two kinds of objects:
//  - Memories, modules, engines and host functions hold no function references. They are plainly
//    shared by std::shared_ptr.
//  - *Members* (instances, tables, globals) do, or are part of something that does. Each member
//    belongs to one Group, and lives exactly as long as its group. A handle to a member is a
//    shared_ptr to its group that points at the member: copying it is a plain shared_ptr copy.
//
// Groups start with one member and change in two ways, both under the engine's lifetime mutex:
//  - connect(a, b): references may flow both ways from now on (an instance imports a table; a
//    function is put into a table, a global, or handed to a guest). The two groups become one:
//    members move to the larger one, the emptied one keeps a pointer to its successor, so that
//    handles which still point at it keep the merged group alive.
//  - depend(user, used): `user` needs `used`, but nothing flows back (it imports a function without
//    references in its type, or a number global). The user's group shares in the ownership of the
//    used one. So a library instance that thousands of short-lived instances import from does not
//    keep these alive.
//
// Pointers between groups (successors, dependencies) never form a cycle, or a group would own
// itself: a merge takes in every group that lies on a path of dependencies between the two. Hence,
// when the last handle into a group is gone, and no other group depends on it, all its members go
// together, whatever cycles of references they form.
//
// A reference that the host holds as a FuncRef, outside any handle, keeps nothing alive (see
// value.h).
#ifndef SHOAL_RUNTIME_LIFETIME_H_
#define SHOAL_RUNTIME_LIFETIME_H_

#include <cstdint>
#include <memory>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "runtime/engine.h"

namespace shoal::runtime {

class Member;

/// Owns members; see the essay above. Only the functions of this file touch it.
class Group : public std::enable_shared_from_this<Group> {
 public:
  Group() = default;
  Group(const Group&) = delete;
  Group& operator=(const Group&) = delete;
  ~Group();

 private:
  friend class Lifetime;

  std::vector<std::unique_ptr<Member>> members_;
  uint32_t instances_ = 0;                                ///< Members that run code.
  std::unordered_set<std::shared_ptr<const void>> kept_;  ///< Host functions that members refer to.
  std::unordered_set<std::shared_ptr<Group>> depends_on_;  ///< Maybe through their successors.
  std::shared_ptr<Group> successor_;                       ///< Set: merged into that one.
};

/// Base of what lives in groups.
class Member {
 public:
  explicit Member(std::shared_ptr<EngineImpl> engine) : engine_(std::move(engine)) {}
  Member(const Member&) = delete;
  Member& operator=(const Member&) = delete;
  virtual ~Member() = default;

  EngineImpl& engine() const { return *engine_; }
  const std::shared_ptr<EngineImpl>& shared_engine() const { return engine_; }

 private:
  friend class Group;
  friend class Lifetime;

  /// Called for all members of a dying group before the first of them is deleted: the last time
  /// that other members may be used.
  virtual void disconnect() {}
  /// Instances do; tables and globals do not.
  virtual bool runs_code() const { return false; }

  std::shared_ptr<EngineImpl> engine_;
  Group* group_ = nullptr;
};

/// The operations. Thread-safe for members of one engine.
class Lifetime {
 public:
  /// Puts `member` into a group of its own and gives the first handle to it.
  template <class T>
  static std::shared_ptr<T> start(std::unique_ptr<T> member) {
    T* const raw = member.get();
    return {start_group(std::move(member)), raw};
  }
  /// Puts `member` into the group of `owner`.
  template <class T>
  static T* join(Member& owner, std::unique_ptr<T> member) {
    T* const raw = member.get();
    join_group(owner, std::move(member));
    return raw;
  }
  /// A handle to `member`, which somebody keeps alive during this call.
  template <class T>
  static std::shared_ptr<T> handle(T* member) {
    return {group_of(*member), member};
  }
  static void connect(Member& a, Member& b);
  static void depend(Member& user, Member& used);
  /// True if no other instance belongs to the group of `member`.
  static bool is_only_instance(const Member& member);
  /// `thing` lives as long as `member`.
  static void keep(Member& member, std::shared_ptr<const void> thing);

 private:
  using GroupPtr = std::shared_ptr<Group>;

  static void add(Group& group, std::unique_ptr<Member> member);
  static GroupPtr start_group(std::unique_ptr<Member> member);
  static void join_group(Member& owner, std::unique_ptr<Member> member);
  static GroupPtr group_of(const Member& member);
  static GroupPtr latest(GroupPtr group);
  using Reach = std::unordered_map<GroupPtr, bool>;

  static bool find_between(const GroupPtr& from, const Group* to, Reach& seen);
  static void make_room(Group& into, std::span<const GroupPtr> groups);
  static void absorb(const GroupPtr& into, const GroupPtr& from);
  static void merge(const GroupPtr& a, const GroupPtr& b);
};

}  // namespace shoal::runtime

#endif  // SHOAL_RUNTIME_LIFETIME_H_
