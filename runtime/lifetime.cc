#include "runtime/lifetime.h"

#include <algorithm>
#include <cassert>
#include <mutex>

namespace shoal::runtime {

Group::~Group() {
  for (const auto& member : members_) member->disconnect();
  members_.clear();  // Before what they depend on.
}

void Lifetime::add(Group& group, std::unique_ptr<Member> member) {
  if (group.members_.size() == group.members_.capacity()) {
    group.members_.reserve(2 * group.members_.size() + 1);
  }
  member->group_ = &group;
  group.instances_ += member->runs_code();
  group.members_.push_back(std::move(member));
}

Lifetime::GroupPtr Lifetime::start_group(std::unique_ptr<Member> member) {
  auto group = std::make_shared<Group>();
  add(*group, std::move(member));
  return group;
}

void Lifetime::join_group(Member& owner, std::unique_ptr<Member> member) {
  const std::lock_guard lock(owner.engine().lifetime_mutex());
  add(*owner.group_, std::move(member));
}

bool Lifetime::is_only_instance(const Member& member) {
  const std::lock_guard lock(member.engine().lifetime_mutex());
  return member.group_->instances_ <= 1;
}

Lifetime::GroupPtr Lifetime::group_of(const Member& member) {
  const std::lock_guard lock(member.engine().lifetime_mutex());
  return member.group_->shared_from_this();
}

void Lifetime::keep(Member& member, std::shared_ptr<const void> thing) {
  const std::lock_guard lock(member.engine().lifetime_mutex());
  member.group_->kept_.insert(std::move(thing));
}

void Lifetime::connect(Member& a, Member& b) {
  const std::lock_guard lock(a.engine().lifetime_mutex());
  if (a.group_ != b.group_) merge(a.group_->shared_from_this(), b.group_->shared_from_this());
}

void Lifetime::depend(Member& user, Member& used) {
  const std::lock_guard lock(user.engine().lifetime_mutex());
  if (user.group_ == used.group_) return;
  const GroupPtr from = user.group_->shared_from_this();
  const GroupPtr to = used.group_->shared_from_this();
  Reach seen;
  if (find_between(to, from.get(), seen)) {
    merge(from, to);
  } else {
    from->depends_on_.insert(to);
  }
}

/// The group that `group` has been merged into, or itself.
Lifetime::GroupPtr Lifetime::latest(GroupPtr group) {
  while (group->successor_) group = group->successor_;
  return group;
}

/// True if `to` is reached from `from` by dependencies. `seen` collects the groups visited, each
/// with that answer.
bool Lifetime::find_between(const GroupPtr& from, const Group* to, Reach& seen) {
  if (from.get() == to) return true;
  if (const auto [known, is_new] = seen.try_emplace(from, false); !is_new) return known->second;
  bool reaches = false;
  for (const GroupPtr& used : from->depends_on_) reaches |= find_between(latest(used), to, seen);
  seen[from] = reaches;
  return reaches;
}

/// Moves everything of `from` to `into`. The lifetime mutex is held.
void Lifetime::absorb(const GroupPtr& into, const GroupPtr& from) {
  for (auto& member : from->members_) add(*into, std::move(member));
  from->members_.clear();
  from->instances_ = 0;
  into->kept_.merge(from->kept_);
  into->depends_on_.merge(from->depends_on_);
  from->kept_.clear();
  from->depends_on_.clear();
  from->successor_ = into;
}

/// Allocates what absorbing `groups` takes, so that it cannot stop half-way.
void Lifetime::make_room(Group& into, std::span<const GroupPtr> groups) {
  size_t members = 0, kept = 0, depends_on = 0;
  for (const GroupPtr& group : groups) {
    members += group->members_.size();
    kept += group->kept_.size();
    depends_on += group->depends_on_.size();
  }
  into.members_.reserve(members);
  into.kept_.reserve(kept);
  into.depends_on_.reserve(depends_on);
}

/// Makes one group of `a`, `b` and all that lies between them. The lifetime mutex is held.
void Lifetime::merge(const GroupPtr& a, const GroupPtr& b) {
  std::vector<GroupPtr> groups = {a, b};
  for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
    Reach seen;
    find_between(from, to.get(), seen);
    for (const auto& [group, reaches] : seen) {
      const bool known = std::find(groups.begin(), groups.end(), group) != groups.end();
      if (reaches && !known) groups.push_back(group);
    }
  }
  const GroupPtr into = *std::max_element(
      groups.begin(), groups.end(),
      [](const GroupPtr& x, const GroupPtr& y) { return x->members_.size() < y->members_.size(); });
  make_room(*into, groups);
  for (const GroupPtr& group : groups) {
    if (group != into) absorb(into, group);
  }
  for (auto it = into->depends_on_.begin(); it != into->depends_on_.end();) {
    it = latest(*it) == into ? into->depends_on_.erase(it) : std::next(it);
  }
}

}  // namespace shoal::runtime
