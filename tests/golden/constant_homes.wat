;; Constants that loops use and that take several instructions stay in registers.
(module
  (memory 1)
  (func $scale (param $p i32) (param $end i32)
    (loop $next
      (f64.store (local.get $p) (f64.mul (f64.load (local.get $p)) (f64.const 0.1)))
      (br_if $next (i32.lt_u (local.tee $p (i32.add (local.get $p) (i32.const 8)))
        (local.get $end)))))
  (func $hash (param $p i32) (param $end i32) (result i64) (local $h i64)
    (loop $next
      (local.set $h (i64.mul (i64.xor (local.get $h) (i64.load8_u (local.get $p)))
        (i64.const 0x100000001b3)))
      (br_if $next (i32.lt_u (local.tee $p (i32.add (local.get $p) (i32.const 1)))
        (local.get $end))))
    (local.get $h))
  (func $fill (param $p i32) (param $end i32)
    (loop $next
      (i32.store (local.get $p) (i32.const 0x12345678))
      (br_if $next (i32.lt_u (local.tee $p (i32.add (local.get $p) (i32.const 4)))
        (local.get $end)))))
  (func $immediates_need_none (param $n i32) (result i32) (local $sum i32)
    (loop $next
      (local.set $sum (i32.xor (i32.add (local.get $sum) (i32.const 100)) (i32.const 255)))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  (func $across_calls (param $n i32) (result i32)
    (loop $next
      (local.set $n (i32.mul (local.get $n) (i32.const 16777619)))
      (call $scale (local.get $n) (i32.const 0))
      (br_if $next (local.get $n)))
    (local.get $n)))
;; $scale
;;     x86-64: 11 instructions, 71 bytes                    | AArch64: 11 instructions, 44 bytes
;;       mov r11, 0x3fb999999999999a                        |   movz x17, #0x999a
;;       vmovq xmm6, r11                                    |   movk x17, #0x9999, lsl #16
;;                                                          |   movk x17, #0x9999, lsl #32
;;                                                          |   movk x17, #0x3fb9, lsl #48
;;                                                          |   fmov d2, x17
;;   loop
;;       nop [rax+rax], ax                                  | L0:
;;       nop [rax+rax], ax                                  |
;;       nop [rax+rax], ax                                  |
;;       nop [rax+rax], ax                                  |
;;     L0:                                                  |
;;   local.get 0
;;   local.get 0
;;   f64.load
;;                                                          |   ldr d0, [x27, w2, uxtw]  ; out of bounds
;;   f64.const 0.1
;;   f64.mul
;;       vmulsd xmm0, xmm6, qword ptr [r15+rdi]  ; out of bounds |   fmul d0, d0, d2
;;   f64.store
;;       vmovsd [r15+rdi], xmm0  ; out of bounds            |   str d0, [x27, w2, uxtw]  ; out of bounds
;;   local.get 0
;;   i32.const 8
;;   i32.add
;;       add edi, 0x8                                       |   add w2, w2, #8
;;   local.tee 0
;;   local.get 1
;;   i32.lt_u
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   br_if 0
;;       jb L0                                              |   b.lo L0
;;   end
;;   end
;;
;; $hash
;;     x86-64: 10 instructions, 42 bytes                    | AArch64: 10 instructions, 40 bytes
;;       xor r9d, r9d                                       |   movz w4, #0
;;       mov r10, 0x100000001b3                             |   movz x5, #0x1b3
;;                                                          |   movk x5, #0x100, lsl #32
;;   loop
;;       nop [rax+rax], ax                                  | L0:
;;     L0:                                                  |
;;   local.get 2
;;   local.get 0
;;   i64.load8_u
;;       movzx eax, byte ptr [r15+rdi]  ; out of bounds     |   ldrb w0, [x27, w2, uxtw]  ; out of bounds
;;   i64.xor
;;       xor r9, rax                                        |   eor x4, x4, x0
;;   i64.const 1099511628211
;;   i64.mul
;;       imul r9, r10                                       |   mul x4, x4, x5
;;   local.set 2
;;   local.get 0
;;   i32.const 1
;;   i32.add
;;       add edi, 0x1                                       |   add w2, w2, #1
;;   local.tee 0
;;   local.get 1
;;   i32.lt_u
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   br_if 0
;;       jb L0                                              |   b.lo L0
;;   end
;;   local.get 2
;;   end
;;       mov rax, r9                                        |   mov x0, x4
;;
;; $fill
;;     x86-64: 7 instructions, 35 bytes                     | AArch64: 6 instructions, 24 bytes
;;                                                          |   movz w4, #0x5678
;;                                                          |   movk w4, #0x1234, lsl #16
;;   loop
;;       nop [rax+rax], ax                                  | L0:
;;       nop [rax+rax], ax                                  |
;;       nop                                                |
;;     L0:                                                  |
;;   local.get 0
;;   i32.const 305419896
;;   i32.store
;;       mov dword ptr [r15+rdi], 0x12345678  ; out of bounds |   str w4, [x27, w2, uxtw]  ; out of bounds
;;   local.get 0
;;   i32.const 4
;;   i32.add
;;       add edi, 0x4                                       |   add w2, w2, #4
;;   local.tee 0
;;   local.get 1
;;   i32.lt_u
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   br_if 0
;;       jb L0                                              |   b.lo L0
;;   end
;;   end
;;
;; $immediates_need_none
;;     x86-64: 9 instructions, 41 bytes                     | AArch64: 6 instructions, 24 bytes
;;       xor r8d, r8d                                       |   movz w3, #0
;;   loop
;;       nop [rax+rax], ax                                  | L0:
;;       nop [rax], eax                                     |
;;     L0:                                                  |
;;   local.get 1
;;   i32.const 100
;;   i32.add
;;   i32.const 255
;;   i32.xor
;;       lea eax, [r8+0x64]                                 |   add w0, w3, #0x64
;;       mov r8d, eax                                       |   eor w3, w0, #0xff
;;       xor r8d, 0xff                                      |
;;   local.set 1
;;   local.get 0
;;   i32.const 1
;;   i32.sub
;;       add edi, -0x1                                      |   sub w2, w2, #1
;;   local.tee 0
;;   br_if 0
;;       jnz L0                                             |   cbnz w2, L0
;;   end
;;   local.get 1
;;   end
;;       mov eax, r8d                                       |   mov w0, w3
;;
;; $across_calls
;;     x86-64: 11 instructions, 44 bytes                    | AArch64: 11 instructions, 44 bytes
;;       mov [rbp-0x8], rbx                                 |   stp x19, x20, [x29, #0x10]
;;       mov ebx, edi                                       |   mov w19, w2
;;                                                          |   movz w20, #0x193
;;                                                          |   movk w20, #0x100, lsl #16
;;   loop
;;       nop [rax+rax], ax                                  | L0:
;;     L0:                                                  |
;;   local.get 0
;;   i32.const 16777619
;;   i32.mul
;;       imul ebx, ebx, 0x1000193                           |   mul w19, w19, w20
;;   local.set 0
;;   local.get 0
;;   i32.const 0
;;   call $scale
;;       mov edi, ebx                                       |   mov w2, w19
;;       mov r8d, 0x0                                       |   movz w3, #0
;;       call $scale                                        |   bl $scale
;;   local.get 0
;;   br_if 0
;;       test ebx, ebx                                      |   cbnz w19, L0
;;       jnz L0                                             |
;;   end
;;   local.get 0
;;   end
;;       mov eax, ebx                                       |   mov w0, w19
;;       mov rbx, [rbp-0x8]                                 |   ldp x19, x20, [x29, #0x10]
