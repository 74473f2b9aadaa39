// Registers as the compiler sees them: a number, a bank, and sets of them. What a number stands for
// is each CPU's own business (arch/x64/registers.h).
#ifndef SHOAL_ARCH_REGISTERS_H_
#define SHOAL_ARCH_REGISTERS_H_

#include <bit>
#include <cassert>
#include <cstdint>
#include <initializer_list>

namespace shoal::arch {

enum class Bank : uint8_t { kInt, kFloat };

/// A machine register: integer registers are 0..31, floating-point registers 32..63.
struct Reg {
  uint8_t id = kNone;
  static constexpr uint8_t kNone = 0xFF;

  static constexpr Reg gpr(uint8_t code) { return Reg{code}; }
  static constexpr Reg fpr(uint8_t code) { return Reg{static_cast<uint8_t>(32 + code)}; }
  constexpr bool valid() const { return id != kNone; }
  constexpr bool is_float() const { return id >= 32 && id != kNone; }
  constexpr Bank bank() const { return is_float() ? Bank::kFloat : Bank::kInt; }
  /// The hardware's number within its bank.
  constexpr uint8_t code() const { return id & 31; }
  constexpr bool operator==(const Reg&) const = default;
};

inline constexpr Reg kNoReg{};

/// A set of registers, iterated from the lowest id.
class RegSet {
 public:
  constexpr RegSet() = default;
  constexpr RegSet(std::initializer_list<Reg> regs) {
    for (Reg r : regs) add(r);
  }
  constexpr bool has(Reg r) const { return r.valid() && ((bits_ >> r.id) & 1) != 0; }
  constexpr void add(Reg r) { bits_ |= uint64_t{1} << r.id; }
  constexpr void remove(Reg r) { bits_ &= ~(uint64_t{1} << r.id); }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr int count() const { return std::popcount(bits_); }
  constexpr Reg first() const {
    return empty() ? kNoReg : Reg{static_cast<uint8_t>(std::countr_zero(bits_))};
  }
  constexpr RegSet of(Bank bank) const {
    return RegSet(bits_ & (bank == Bank::kInt ? 0xFFFFFFFFull : 0xFFFFFFFF00000000ull));
  }
  constexpr RegSet operator|(RegSet o) const { return RegSet(bits_ | o.bits_); }
  constexpr RegSet operator&(RegSet o) const { return RegSet(bits_ & o.bits_); }
  constexpr RegSet operator-(RegSet o) const { return RegSet(bits_ & ~o.bits_); }
  constexpr bool operator==(const RegSet&) const = default;

  class Iterator {
   public:
    explicit constexpr Iterator(uint64_t bits) : bits_(bits) {}
    constexpr Reg operator*() const { return Reg{static_cast<uint8_t>(std::countr_zero(bits_))}; }
    constexpr Iterator& operator++() {
      bits_ &= bits_ - 1;
      return *this;
    }
    constexpr bool operator!=(const Iterator& o) const { return bits_ != o.bits_; }

   private:
    uint64_t bits_;
  };
  constexpr Iterator begin() const { return Iterator(bits_); }
  constexpr Iterator end() const { return Iterator(0); }

 private:
  explicit constexpr RegSet(uint64_t bits) : bits_(bits) {}
  uint64_t bits_ = 0;
};

}  // namespace shoal::arch

#endif  // SHOAL_ARCH_REGISTERS_H_
