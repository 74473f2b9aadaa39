;; i64: each binary instruction, both operands in registers.
(module
  (func $add (param i64 i64) (result i64) (i64.add (local.get 0) (local.get 1)))
  (func $sub (param i64 i64) (result i64) (i64.sub (local.get 0) (local.get 1)))
  (func $mul (param i64 i64) (result i64) (i64.mul (local.get 0) (local.get 1)))
  (func $and (param i64 i64) (result i64) (i64.and (local.get 0) (local.get 1)))
  (func $or (param i64 i64) (result i64) (i64.or (local.get 0) (local.get 1)))
  (func $xor (param i64 i64) (result i64) (i64.xor (local.get 0) (local.get 1)))
  (func $shl (param i64 i64) (result i64) (i64.shl (local.get 0) (local.get 1)))
  (func $shr_s (param i64 i64) (result i64) (i64.shr_s (local.get 0) (local.get 1)))
  (func $shr_u (param i64 i64) (result i64) (i64.shr_u (local.get 0) (local.get 1)))
  (func $rotl (param i64 i64) (result i64) (i64.rotl (local.get 0) (local.get 1)))
  (func $rotr (param i64 i64) (result i64) (i64.rotr (local.get 0) (local.get 1))))
;; $add
;;     x86-64: 1 instruction, 4 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.add
;;   end
;;       lea rax, [rdi+r8]                                  |   add x0, x2, x3
;;
;; $sub
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.sub
;;       mov rax, rdi                                       |   sub x0, x2, x3
;;       sub rax, r8                                        |
;;   end
;;
;; $mul
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.mul
;;       mov rax, rdi                                       |   mul x0, x2, x3
;;       imul rax, r8                                       |
;;   end
;;
;; $and
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.and
;;       mov rax, rdi                                       |   and x0, x2, x3
;;       and rax, r8                                        |
;;   end
;;
;; $or
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.or
;;       mov rax, rdi                                       |   orr x0, x2, x3
;;       or rax, r8                                         |
;;   end
;;
;; $xor
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.xor
;;       mov rax, rdi                                       |   eor x0, x2, x3
;;       xor rax, r8                                        |
;;   end
;;
;; $shl
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.shl
;;       shlx rax, rdi, r8                                  |   lsl x0, x2, x3
;;   end
;;
;; $shr_s
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.shr_s
;;       sarx rax, rdi, r8                                  |   asr x0, x2, x3
;;   end
;;
;; $shr_u
;;     x86-64: 1 instruction, 5 bytes                       | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.shr_u
;;       shrx rax, rdi, r8                                  |   lsr x0, x2, x3
;;   end
;;
;; $rotl
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.rotl
;;       mov rcx, r8                                        |   neg x17, x3
;;       mov rax, rdi                                       |   ror x0, x2, x17
;;       rol rax, cl                                        |
;;   end
;;
;; $rotr
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 1 instruction, 4 bytes
;;   local.get 0
;;   local.get 1
;;   i64.rotr
;;       mov rcx, r8                                        |   ror x0, x2, x3
;;       mov rax, rdi                                       |
;;       ror rax, cl                                        |
;;   end
